#pragma once

#include "core/clock.hpp"
#include "store/turn_log/live_log.hpp"

#include <cstdint>
#include <string>

namespace turn {

// The text that a reader of `log` shows: its tokens, less those that a `restarted` event took back; or the thoughts.
std::string visible_text(store::live_log const& log, store::event_kind of = store::event_kind::token);

// Whether readers of `log` were shown anything but its start and text: thinking, tool calls, an earlier takeover.
bool shows_more_than_text(store::live_log const& log);

// Whether readers were told of a call: then the answer was whole, and taking it up again would tell of it twice.
bool shows_calls(store::live_log const& log);

// What attempts made, by our own count: all of it, also what was taken back. Of those up to the event `until`.
struct generated {
    std::int64_t tokens = 0;
    int attempts = 1;
};
generated generated_so_far(store::live_log const& log, std::uint64_t until);

// What to do with a turn that an earlier process left unfinished.
enum class takeover : std::uint8_t {
    end_only,        // its message is stored: only the terminal event is missing
    give_up,         // too old, or taken over too often: end with an error, the text kept
    reattach,        // the provider keeps the answer: read it from its start, and go on where readers are
    begin,           // nothing was shown yet: just generate
    continue_text,   // go on behind the text, which the model supports
    restart,         // generate anew, and tell readers to drop what they show
};

struct takeover_facts {
    core::timestamp started;
    core::timestamp now;
    int earlier_takeovers = 0;
    bool message_stored = false;   // settled, but for the terminal event
    bool has_text = false;
    bool has_other = false;        // beyond its start and its text: thinking, a tool call
    bool prefill = false;          // the model can continue a text
    bool kept = false;             // the provider keeps the answer
};

struct takeover_limits {
    std::chrono::milliseconds age_max{600'000};
    int takeovers_max = 3;
};

// Pure: the same facts give the same plan.
takeover plan_takeover(takeover_facts const& facts, takeover_limits const& limits);

}  // namespace turn
