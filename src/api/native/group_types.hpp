#pragma once

#include "core/described.hpp"

#include <string>
#include <vector>

namespace api {

struct group_view {
    std::string id, name;
    std::int64_t member_count = 0;
    core::timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(group_view, (), (id, name, member_count, created_at))

struct group_list_reply {
    std::vector<group_view> groups;
};
BOOST_DESCRIBE_STRUCT(group_list_reply, (), (groups))

struct group_name {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(group_name, (), (name))
inline auto rules(group_name const*) {
    return core::fields(core::required(&group_name::name), core::length(&group_name::name, 1, 100));
}

struct member_view {
    std::string id, name, email, source;
};
BOOST_DESCRIBE_STRUCT(member_view, (), (id, name, email, source))
inline auto rules(member_view const*) {
    return core::fields(core::doc(&member_view::source, "local, or the issuer whose claims keep the membership."));
}

struct member_list_reply {
    std::vector<member_view> members;
};
BOOST_DESCRIBE_STRUCT(member_list_reply, (), (members))

struct add_member {
    std::string user_id;
};
BOOST_DESCRIBE_STRUCT(add_member, (), (user_id))
inline auto rules(add_member const*) {
    return core::fields(core::required(&add_member::user_id), core::length(&add_member::user_id, 1, 64));
}

}  // namespace api
