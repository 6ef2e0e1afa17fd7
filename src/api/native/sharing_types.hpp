#pragma once

#include "core/described.hpp"

#include <string>
#include <vector>

namespace api {

struct grant_request {
    std::string grantee_kind = "user";
    std::string grantee;
    std::string may = "read";
};
BOOST_DESCRIBE_STRUCT(grant_request, (), (grantee_kind, grantee, may))
inline auto rules(grant_request const*) {
    using g = grant_request;
    return core::fields(core::one_of(&g::grantee_kind, "user", "group"), core::required(&g::grantee),
                        core::length(&g::grantee, 1, 254), core::one_of(&g::may, "read", "write"),
                        core::doc(&g::grantee, "An id, or a user's e-mail address."));
}

struct grant_view {
    std::string grantee_kind;
    std::string grantee_id;
    std::string name;
    std::string email;
    std::string may;
    core::timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(grant_view, (), (grantee_kind, grantee_id, name, email, may, created_at))
inline auto rules(grant_view const*) { return core::fields(core::omit_empty(&grant_view::email)); }

struct grant_list_reply {
    std::vector<grant_view> grants;
};
BOOST_DESCRIBE_STRUCT(grant_list_reply, (), (grants))

}  // namespace api
