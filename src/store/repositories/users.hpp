#pragma once

#include "core/clock.hpp"
#include "core/principal.hpp"
#include "store/sqlite/connection.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace store {

// `local` is nobody's account yet: whom requests act for without a login, and what the first account becomes.
enum class user_status : std::uint8_t { local, active, suspended, deleted };

char const* to_string(user_status status);
std::optional<user_status> parse_user_status(std::string_view text);
char const* to_string(core::role role);
std::optional<core::role> parse_role(std::string_view text);

struct user_row {
    std::string id;
    std::string organisation_id;
    std::string name{};
    std::string email{};            // lower case; empty: none
    std::string password_hash{};    // empty: signs in elsewhere only
    core::role role = core::role::user;
    std::string tier = "free";
    user_status status = user_status::active;
    core::timestamp created_at{}, updated_at{};
    std::optional<core::timestamp> last_login_at{};

    bool operator==(user_row const&) const = default;
};

struct user_query {
    std::string organisation_id{};             // empty: of all, for the operator
    std::string text{};                        // a part of the name or the address; empty: any
    std::optional<user_status> status{};       // empty: all but deleted ones
    std::int64_t limit = 50, offset = 0;
};

struct user_page {
    std::vector<user_row> rows;
    std::int64_t total = 0;
};

// What an administrator may change; an empty optional leaves the column as it is.
struct user_patch {
    std::optional<std::string> name{}, tier{};
    std::optional<core::role> role{};
    std::optional<user_status> status{};
};

struct named_group {
    std::string id, name;

    bool operator==(named_group const&) const = default;
};

namespace users {

// Throws constraint_violation when the address is taken.
void insert(connection& db, user_row const& row);

// Gives the local user's row to `row`, whose id and organisation it takes. False when it is somebody's already: of many
// who try, one succeeds.
bool claim_local(connection& db, user_row const& row);
bool local_is_unclaimed(connection& db);

std::optional<user_row> find(connection& db, std::string const& id);
std::optional<user_row> find_in(connection& db, std::string const& id, std::string const& organisation_id);
// Whether requests may act for this user at all: not where the account is suspended or deleted.
bool may_act(connection& db, std::string const& id);
std::optional<user_row> find_by_email(connection& db, std::string const& email);
user_page list(connection& db, user_query const& what);

// False when there is no such user.
bool update(connection& db, std::string const& id, user_patch const& patch, core::timestamp now);
bool set_password(connection& db, std::string const& id, std::string const& hash, core::timestamp now);
bool note_login(connection& db, std::string const& id, core::timestamp now);

// Takes away what is about a person: name, address, password, memberships, ties to other issuers. The row stays, and
// what belongs to it is no longer anybody's to reach.
bool erase(connection& db, std::string const& id, core::timestamp now);

// Active administrators of an organisation besides this one.
std::int64_t other_admins(connection& db, std::string const& organisation_id, std::string const& id);

std::vector<named_group> groups_of(connection& db, std::string const& id);
std::string organisation_name(connection& db, std::string const& organisation_id);

std::span<statement const> statements();

}  // namespace users

}  // namespace store
