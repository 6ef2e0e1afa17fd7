#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace core {

// What a caller's `traceparent` says (W3C Trace Context, level 1).
struct trace_context {
    std::string trace_id;    // 32 lower-case hex digits
    std::string parent_id;   // 16
    bool sampled = false;    // the caller's wish, not ours

    bool operator==(trace_context const&) const = default;
};

// Nothing for a header that is malformed, all zero, or of the forbidden version ff: then a new trace begins. A later
// version may be longer; its known beginning is read.
std::optional<trace_context> parse_traceparent(std::string_view header);

// 32 random hex digits.
std::string new_trace_id();

}  // namespace core
