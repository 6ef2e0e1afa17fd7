#pragma once

#include "core/clock.hpp"
#include "store/sqlite/connection.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace store {

// Who a user is at an issuer: the only link between accounts here and there.
struct external_identity {
    std::string issuer;
    std::string subject;

    bool operator==(external_identity const&) const = default;
};

namespace external_identities {

// Throws constraint_violation when it is somebody's already.
void insert(connection& db, external_identity const& who, std::string const& user_id, core::timestamp now);

std::optional<std::string> user_of(connection& db, external_identity const& who);
std::vector<external_identity> of_user(connection& db, std::string const& user_id);

// Makes the user a member of those of the organisation's groups that the issuer names, and of no others that it named
// before. Memberships that were given here stay. True when something changed.
bool set_groups(connection& db, std::string const& issuer, std::string const& user_id,
                std::string const& organisation_id, std::vector<std::string> const& names, core::timestamp now);

std::span<statement const> statements();

}  // namespace external_identities

}  // namespace store
