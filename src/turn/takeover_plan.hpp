#pragma once

#include "core/clock.hpp"
#include "store/turn_log/live_log.hpp"

#include <cstdint>
#include <string>

namespace turn {

// The text that a reader of `log` shows: its tokens, less those that a `restarted` event took back.
std::string visible_text(store::live_log const& log);

// Whether readers of `log` were shown anything but its start and text: thinking, tool calls, an earlier takeover.
bool shows_more_than_text(store::live_log const& log);

// What the attempts so far made, by our own count: all of it, also what was taken back.
struct generated {
    std::int64_t tokens = 0;
    int attempts = 1;
};
generated generated_so_far(store::live_log const& log);

// What to do with a turn that an earlier process left unfinished.
enum class takeover : std::uint8_t {
    end_only,        // its message is stored: only the terminal event is missing
    give_up,         // too old, or taken over too often: end with an error, the text kept
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
};

struct takeover_limits {
    std::chrono::milliseconds age_max{600'000};
    int takeovers_max = 3;
};

// Pure: the same facts give the same plan.
takeover plan_takeover(takeover_facts const& facts, takeover_limits const& limits);

}  // namespace turn
