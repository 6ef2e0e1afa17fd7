#pragma once

#include "core/clock.hpp"
#include "core/usage.hpp"
#include "store/sqlite/connection.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace store {

enum class title_source : std::uint8_t { none, automatic, user };
enum class conversation_status : std::uint8_t { active, paused, completed, archived };

char const* to_string(title_source source);
char const* to_string(conversation_status status);
std::optional<conversation_status> parse_conversation_status(std::string_view text);

struct conversation_row {
    std::string id;
    std::string user_id;
    std::string title{};
    title_source titled = title_source::none;
    conversation_status status = conversation_status::active;
    std::string provider{}, model{}, system_prompt{};   // empty: the default
    std::string summary{};
    std::string entities = "[]", topics = "[]", metadata = "{}";   // JSON
    bool pinned = false, archived = false;
    std::string folder{};
    std::vector<std::string> tags{};
    std::string head_message_id{};   // leaf of the branch shown last; empty: no message yet
    std::int64_t message_count = 0;
    std::int64_t input_tokens = 0, output_tokens = 0;
    std::optional<std::int64_t> cost_nano_usd{};
    core::timestamp created_at{}, updated_at{};
    bool shared = false;             // some others may read it: kept by conversation_grants

    bool operator==(conversation_row const&) const = default;
};

enum class conversation_sort : std::uint8_t { updated, created };
enum class sort_order : std::uint8_t { descending, ascending };

struct conversation_query {
    std::int64_t limit = 20, offset = 0;
    conversation_sort sort = conversation_sort::updated;
    sort_order order = sort_order::descending;
    std::string text{};                              // words or a part of the title; empty: any
    std::optional<conversation_status> status{};
    std::string tag{};                               // empty: any
    bool shared = false;                             // what others share with the user, instead of the user's own
};

struct conversation_page {
    std::vector<conversation_row> rows;
    std::int64_t total = 0;
};

// What a user may change; an empty optional leaves the column as it is. A title set here is the user's.
struct conversation_patch {
    std::optional<std::string> title{}, provider{}, model{}, system_prompt{}, metadata{}, folder{}, head_message_id{};
    std::optional<conversation_status> status{};
    std::optional<bool> pinned{}, archived{};
    std::optional<std::vector<std::string>> tags{};
};

// What one stored exchange adds to its conversation.
struct conversation_growth {
    std::string head_message_id;
    std::int64_t messages = 0;
    core::usage tokens{};
    std::optional<std::int64_t> cost_nano_usd{};
};

// The conversations of their owners. Whoever is not the owner finds nothing; what is deleted is hidden until it is
// restored or purged.
namespace conversations {

void insert(connection& db, conversation_row const& row);
std::optional<conversation_row> find(connection& db, std::string const& id, std::string const& owner);
conversation_page list(connection& db, std::string const& owner, conversation_query const& what);

// False when there is no such conversation.
bool update(connection& db, std::string const& id, std::string const& owner, conversation_patch const& patch,
            core::timestamp now);
bool soft_delete(connection& db, std::string const& id, std::string const& owner, core::timestamp now);
bool restore(connection& db, std::string const& id, std::string const& owner);

// Removes for good, with their messages and turns, at most `limit` that were deleted before `deleted_before`; returns
// how many. Call it again until it returns 0, so that one transaction stays short.
std::int64_t purge(connection& db, core::timestamp deleted_before, std::int64_t limit);

bool touch(connection& db, std::string const& id, conversation_growth const& growth, core::timestamp now);

// False when the conversation has a title already, or was deleted.
bool set_automatic_title(connection& db, std::string const& id, std::string const& title);

std::span<statement const> statements();

}  // namespace conversations

}  // namespace store
