#pragma once

#include "core/described.hpp"

#include <cstdint>
#include <string>

namespace api {

struct refresh_request {
    std::string refresh_token;
};
BOOST_DESCRIBE_STRUCT(refresh_request, (), (refresh_token))
inline auto rules(refresh_request const*) {
    return core::fields(core::required(&refresh_request::refresh_token),
                        core::length(&refresh_request::refresh_token, 1, 512));
}

struct token_reply {
    std::string access_token, refresh_token;
    std::string token_type = "Bearer";
    std::int64_t expires_in = 0;   // seconds
};
BOOST_DESCRIBE_STRUCT(token_reply, (), (access_token, refresh_token, token_type, expires_in))

}  // namespace api
