#pragma once

#include "api/native/account_view.hpp"
#include "api/native/conversation_types.hpp"
#include "core/described.hpp"

#include <optional>
#include <string>
#include <vector>

namespace api {

struct user_list_query {
    std::int64_t limit = 50;
    std::int64_t offset = 0;
    std::string q;
    std::string status;
};
BOOST_DESCRIBE_STRUCT(user_list_query, (), (limit, offset, q, status))
inline auto rules(user_list_query const*) {
    using u = user_list_query;
    return core::fields(core::range(&u::limit, 1, 200), core::range(&u::offset, 0, 1e12), core::length(&u::q, 0, 200),
                        core::one_of(&u::status, "", "local", "active", "suspended", "deleted"));
}

struct user_list_reply {
    std::vector<account_view> users;
    api::pagination pagination;
};
BOOST_DESCRIBE_STRUCT(user_list_reply, (), (users, pagination))

struct create_user {
    std::string name, email;
    std::string role = "user";
    std::optional<std::string> tier, password;
};
BOOST_DESCRIBE_STRUCT(create_user, (), (name, email, role, tier, password))
inline auto rules(create_user const*) {
    using u = create_user;
    return core::fields(core::required(&u::name), core::length(&u::name, 1, 100), core::required(&u::email),
                        core::length(&u::email, 3, 254), core::one_of(&u::role, "user", "auditor", "admin"),
                        core::length(&u::tier, 1, 50), core::length(&u::password, 1, 1024),
                        core::doc(&u::password, "Without one the reply has a token to set it with."));
}

// With this its holder sets a new password: POST /auth/password/reset. Shown once.
struct reset_view {
    std::string token;
    core::timestamp expires_at{};
};
BOOST_DESCRIBE_STRUCT(reset_view, (), (token, expires_at))

struct created_user : account_view {
    std::optional<reset_view> reset;
};
BOOST_DESCRIBE_STRUCT(created_user, (account_view), (reset))
inline auto rules(created_user const*) { return core::fields(core::omit_empty(&created_user::reset)); }

struct patch_user {
    std::optional<std::string> name, role, tier, status;
};
BOOST_DESCRIBE_STRUCT(patch_user, (), (name, role, tier, status))
inline auto rules(patch_user const*) {
    using u = patch_user;
    return core::fields(core::length(&u::name, 1, 100), core::one_of(&u::role, "user", "auditor", "admin"),
                        core::length(&u::tier, 1, 50), core::one_of(&u::status, "active", "suspended"));
}

struct organisation_view {
    std::string id, name;
    std::int64_t user_count = 0;
    core::timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(organisation_view, (), (id, name, user_count, created_at))

struct organisation_list_reply {
    std::vector<organisation_view> organisations;
    bool may_create = false;   // whoever asks
};
BOOST_DESCRIBE_STRUCT(organisation_list_reply, (), (organisations, may_create))

struct create_organisation {
    std::string name, admin_email;
    std::optional<std::string> admin_name, admin_password;
};
BOOST_DESCRIBE_STRUCT(create_organisation, (), (name, admin_email, admin_name, admin_password))
inline auto rules(create_organisation const*) {
    using o = create_organisation;
    return core::fields(core::required(&o::name), core::length(&o::name, 1, 100), core::required(&o::admin_email),
                        core::length(&o::admin_email, 3, 254), core::length(&o::admin_name, 1, 100),
                        core::length(&o::admin_password, 1, 1024),
                        core::doc(&o::admin_email, "Of the account that administrates it."));
}

struct created_organisation {
    std::string id, name;
    core::timestamp created_at{};
    created_user admin;
};
BOOST_DESCRIBE_STRUCT(created_organisation, (), (id, name, created_at, admin))

}  // namespace api
