#pragma once

#include "core/clock.hpp"
#include "store/sqlite/connection.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace store {

struct group_row {
    std::string id;
    std::string organisation_id;
    std::string name;
    core::timestamp created_at{};
    std::int64_t member_count = 0;

    bool operator==(group_row const&) const = default;
};

struct group_member {
    std::string id, name, email;   // of the user
    std::string source = "local";  // or the issuer whose claims keep the membership
};

// Groups of users. Everything is reached through the organisation: another's group is not there.
namespace groups {

// Throws constraint_violation when the organisation has a group of this name.
void insert(connection& db, group_row const& row);
std::optional<group_row> find(connection& db, std::string const& id, std::string const& organisation_id);
std::vector<group_row> list(connection& db, std::string const& organisation_id);

// False when there is no such group.
bool rename(connection& db, std::string const& id, std::string const& organisation_id, std::string const& name);
bool remove(connection& db, std::string const& id, std::string const& organisation_id);  // and what was shared with it

std::vector<group_member> members(connection& db, std::string const& id, std::string const& organisation_id);

// False when nothing changes: the user is (not) a member, or the group or the user is of another organisation.
bool add_member(connection& db, std::string const& id, std::string const& organisation_id, std::string const& user_id,
                core::timestamp now);
bool remove_member(connection& db, std::string const& id, std::string const& organisation_id,
                   std::string const& user_id);

std::span<statement const> statements();

}  // namespace groups

}  // namespace store
