#pragma once

#include "api/native/account_view.hpp"
#include "core/described.hpp"

#include <optional>
#include <string>
#include <vector>

namespace api {

struct auth_options_reply {
    bool anonymous = false;       // requests without a login act for a local user
    bool registration = false;    // anyone may make an account
    bool first_account = false;   // nobody has one: the next is the administrator's
    std::vector<named_object> providers;
};
BOOST_DESCRIBE_STRUCT(auth_options_reply, (), (anonymous, registration, first_account, providers))

struct register_request {
    std::string name, email, password;
    bool cookie = false;
};
BOOST_DESCRIBE_STRUCT(register_request, (), (name, email, password, cookie))
inline auto rules(register_request const*) {
    using r = register_request;
    return core::fields(core::required(&r::name), core::length(&r::name, 1, 100), core::required(&r::email),
                        core::length(&r::email, 3, 254), core::required(&r::password),
                        core::doc(&r::cookie, "Answer with a session cookie instead of tokens."));
}

struct login_request {
    std::string email, password;
    bool cookie = false;
};
BOOST_DESCRIBE_STRUCT(login_request, (), (email, password, cookie))
inline auto rules(login_request const*) {
    using r = login_request;
    return core::fields(core::required(&r::email), core::length(&r::email, 1, 254), core::required(&r::password),
                        core::length(&r::password, 1, 1024),
                        core::doc(&r::cookie, "Answer with a session cookie instead of tokens."));
}

// With a cookie: csrf_token. Without: the tokens.
struct signed_in_reply {
    account_view user;
    std::optional<std::string> access_token, refresh_token;
    std::optional<std::string> token_type;
    std::optional<std::int64_t> expires_in;   // seconds
    std::optional<std::string> csrf_token;
};
BOOST_DESCRIBE_STRUCT(signed_in_reply, (), (user, access_token, refresh_token, token_type, expires_in, csrf_token))
inline auto rules(signed_in_reply const*) {
    using r = signed_in_reply;
    return core::fields(core::omit_empty(&r::access_token), core::omit_empty(&r::refresh_token),
                        core::omit_empty(&r::token_type), core::omit_empty(&r::expires_in),
                        core::omit_empty(&r::csrf_token));
}

struct me_reply {
    account_view user;
    std::optional<std::string> csrf_token;
    bool anonymous = false;
};
BOOST_DESCRIBE_STRUCT(me_reply, (), (user, csrf_token, anonymous))
inline auto rules(me_reply const*) { return core::fields(core::omit_empty(&me_reply::csrf_token)); }

struct patch_me {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(patch_me, (), (name))
inline auto rules(patch_me const*) {
    return core::fields(core::required(&patch_me::name), core::length(&patch_me::name, 1, 100));
}

struct delete_me {
    std::string password;
};
BOOST_DESCRIBE_STRUCT(delete_me, (), (password))
inline auto rules(delete_me const*) {
    return core::fields(core::required(&delete_me::password), core::length(&delete_me::password, 1, 1024));
}

struct change_password_request {
    std::string current_password, new_password;
};
BOOST_DESCRIBE_STRUCT(change_password_request, (), (current_password, new_password))
inline auto rules(change_password_request const*) {
    using r = change_password_request;
    return core::fields(core::required(&r::current_password), core::length(&r::current_password, 1, 1024),
                        core::required(&r::new_password));
}

struct forgot_password_request {
    std::string email;
};
BOOST_DESCRIBE_STRUCT(forgot_password_request, (), (email))
inline auto rules(forgot_password_request const*) {
    using r = forgot_password_request;
    return core::fields(core::required(&r::email), core::length(&r::email, 1, 254));
}

struct reset_password_request {
    std::string token, new_password;
};
BOOST_DESCRIBE_STRUCT(reset_password_request, (), (token, new_password))
inline auto rules(reset_password_request const*) {
    using r = reset_password_request;
    return core::fields(core::required(&r::token), core::length(&r::token, 1, 200), core::required(&r::new_password));
}

struct session_view {
    std::string id, kind, address, user_agent;
    core::timestamp created_at{}, last_used_at{}, expires_at{};
    bool current = false;
};
BOOST_DESCRIBE_STRUCT(session_view, (), (id, kind, address, user_agent, created_at, last_used_at, expires_at, current))

struct session_list_reply {
    std::vector<session_view> sessions;
};
BOOST_DESCRIBE_STRUCT(session_list_reply, (), (sessions))

}  // namespace api
