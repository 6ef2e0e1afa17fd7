#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace store {

// What a turn's log holds. Values are stored: never renumber. `complete` and `error` are terminal: exactly one of
// them is in a finished log, and it is the last.
enum class event_kind : std::uint8_t {
    start = 1,
    token = 2,
    thinking = 3,
    status = 4,
    sources = 5,
    tool_call = 6,
    tool_result = 7,
    approval = 8,
    usage = 9,
    continued = 10,
    restarted = 11,
    complete = 12,
    error = 13,
    note = 14,   // no event: what the turn's owner must know after a crash; see live_log::note()
    sealed = 15,   // only in logs that are not kept: what a caller gives back with the thoughts before it
};

char const* to_string(event_kind kind);

inline bool is_terminal(event_kind kind) { return kind == event_kind::complete || kind == event_kind::error; }

// One event as readers get it. `data` is plain text for token and thinking, a JSON object for every other kind.
// Sequences of a turn are dense and start at 1. `index` counts the tokens before a token event.
struct turn_event {
    std::uint64_t sequence = 0;
    event_kind kind = event_kind::start;
    std::string data;
    std::uint32_t index = 0;

    bool operator==(turn_event const&) const = default;
};

}  // namespace store
