#pragma once

#include "core/clock.hpp"
#include "store/sqlite/connection.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace store {

enum class grantee_kind : std::uint8_t { user, group };

// What somebody may do with a conversation. Only its owner renames, deletes or shares it.
enum class share : std::uint8_t { read, write, own };

char const* to_string(grantee_kind kind);
char const* to_string(share may);

struct grant_row {
    std::string conversation_id;
    grantee_kind kind = grantee_kind::user;
    std::string grantee_id;
    share may = share::read;
    std::string granted_by;
    core::timestamp created_at{};
    std::string name{}, email{};   // of the grantee, as listed
};

// That something was shared: whose it is, and what the caller may.
struct shared_object {
    std::string owner_id, owner_name;
    std::string conversation_id;
    share may = share::read;
};

// Who asks: a user, in their organisation.
struct grantee {
    std::string const& user_id;
    std::string const& organisation_id;
};

// Who else may reach a conversation. Memberships are read as they are now, and nothing leads out of the owner's
// organisation. What was not shared and what does not exist cost the same statements.
namespace conversation_grants {

std::optional<shared_object> of_conversation(connection& db, std::string const& id, grantee const& who);
std::optional<shared_object> of_message(connection& db, std::string const& message_id, grantee const& who);

// The turns of a shared conversation; for its owner too, to whom those of others belong as well.
std::optional<shared_object> of_turn(connection& db, std::string const& turn_id, grantee const& who);

// Whom a conversation concerns: its owner, and everybody whom it is shared with.
std::vector<std::string> audience(connection& db, std::string const& conversation_id);

// The users behind one grantee.
std::vector<std::string> users_of(connection& db, grantee_kind kind, std::string const& grantee_id);

// The newest turn of anybody in a shared conversation that has not ended; empty: none.
std::string active_turn(connection& db, std::string const& conversation_id);

std::vector<grant_row> list(connection& db, std::string const& conversation_id);
void put(connection& db, grant_row const& row);   // replaces what the grantee had

// What was removed; nothing when there was no such grant.
std::optional<grantee_kind> remove(connection& db, std::string const& conversation_id, std::string const& grantee_id);

std::span<statement const> statements();

}  // namespace conversation_grants

}  // namespace store
