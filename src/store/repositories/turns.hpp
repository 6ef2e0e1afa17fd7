#pragma once

#include "core/clock.hpp"
#include "store/sqlite/connection.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace store {

enum class turn_state : std::uint8_t { running, done };

// One user message and all that answers it.
struct turn_row {
    std::string id;
    std::string user_id;
    std::string conversation_id{};   // empty: a turn that is not kept as a conversation
    std::string user_message_id{};
    std::string message_id{};        // of the answer; known from the start
    turn_state state = turn_state::running;
    std::string request = "{}";      // JSON: what is needed to run the turn again after a crash
    std::string principal = "{}";    // JSON: whom it acts for
    std::string provider{}, model{};
    std::int64_t attempt = 1;
    core::timestamp created_at{};
    std::optional<core::timestamp> ended_at{};
    std::string finish_reason{};
    std::string error_code{};

    bool operator==(turn_row const&) const = default;
};

struct turn_end {
    core::timestamp ended_at{};
    std::string finish_reason;
    std::string error_code{};
    std::string provider{}, model{};   // who answered in the end
};

namespace turns {

void insert(connection& db, turn_row const& row);
std::optional<turn_row> find(connection& db, std::string const& id, std::string const& owner);

// Whosoever it is: for the engine at start, which acts for everybody.
std::optional<turn_row> find_for_engine(connection& db, std::string const& id);

// False when the turn had ended already: then nothing changes, so that a turn is settled once.
bool finish(connection& db, std::string const& id, turn_end const& how);

// Every turn that has not ended, oldest first: what a start takes over. Quick however many have ended.
std::vector<turn_row> running(connection& db);

// The ids of a user's turns that run.
std::vector<std::string> running_of(connection& db, std::string const& owner);

// How many of a user's turns run, counted no further than `at_most`.
std::int64_t running_count(connection& db, std::string const& owner, std::int64_t at_most);

// The newest turn of the conversation that has not ended; empty: none.
std::string active_of(connection& db, std::string const& conversation_id, std::string const& owner);

// Counts one more attempt and returns its number; 0 when the turn has ended.
std::int64_t next_attempt(connection& db, std::string const& id);

std::span<statement const> statements();

}  // namespace turns

}  // namespace store
