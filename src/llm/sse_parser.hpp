#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace llm {

// One event. The views are good until the parser is used again.
struct sse_event {
    std::string_view type;   // "message" where the stream names none
    std::string_view data;
    std::string_view id;     // the last one that the stream set

    bool operator==(sse_event const&) const = default;
};

struct sse_bounds {
    std::size_t line_bytes_max = 4u << 20;
    std::size_t event_bytes_max = 8u << 20;
};

// Incremental parser for text/event-stream (WHATWG HTML, section 9.2). Feed it bytes as they come, in any split; take
// events until none is left. An event that the stream ends inside of is never given. `retry` is ignored, for who reads
// a completion does not reconnect. Time is linear in the bytes, memory in the longest event.
class sse_parser {
public:
    explicit sse_parser(sse_bounds bounds = {}) : bounds_(bounds) {}

    void feed(std::string_view bytes);
    std::optional<sse_event> next();

    // A line or an event was too long: no event follows.
    bool failed() const { return failed_; }

private:
    std::optional<std::string_view> next_line();
    void take_field(std::string_view line);
    bool dispatch();

    sse_bounds bounds_;
    std::string buffer_;
    std::size_t begin_ = 0;     // of the line being read, in buffer_
    std::size_t scanned_ = 0;   // up to here that line has no end
    bool skip_lf_ = false;      // the line before ended in CR: an LF right after belongs to it
    bool at_start_ = true;      // a byte order mark may still come
    bool dispatched_ = false;   // the fields below are those of the event that was given last
    bool failed_ = false;
    std::string type_, data_, id_;
};

}  // namespace llm
