#pragma once

#include "core/described.hpp"

#include <optional>
#include <string>

namespace api {

struct sign_on_query {
    std::string return_to;
};
BOOST_DESCRIBE_STRUCT(sign_on_query, (), (return_to))
inline auto rules(sign_on_query const*) {
    return core::fields(core::length(&sign_on_query::return_to, 0, 2048),
                        core::doc(&sign_on_query::return_to, "A path of this server to go to afterwards."));
}

struct sign_on_logout_reply {
    std::optional<std::string> logout_url;   // where the browser signs out at the provider too; null: nowhere
};
BOOST_DESCRIBE_STRUCT(sign_on_logout_reply, (), (logout_url))

}  // namespace api
