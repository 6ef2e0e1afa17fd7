#pragma once

#include "llm/sse_parser.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace cli {

// What the terminal is to do about an event.
struct show_text {
    std::string text;
    bool operator==(show_text const&) const = default;
};
struct show_note {   // about the answer, not of it
    std::string text;
    bool operator==(show_note const&) const = default;
};
struct start_over {   // the answer is now `kept`: what was shown beyond it does not count
    std::string kept;
    bool operator==(start_over const&) const = default;
};
struct answer_complete {
    std::string finish_reason;
    bool operator==(answer_complete const&) const = default;
};
struct answer_failed {
    std::string code;
    std::string message;
    bool operator==(answer_failed const&) const = default;
};
using view_action = std::variant<show_text, show_note, start_over, answer_complete, answer_failed>;

// One answer as its events tell it, over however many connections. Pure: events in, actions out. An event that was seen
// before (its sequence number is not above the last) does nothing.
class answer_view {
public:
    std::vector<view_action> on_event(llm::sse_event const& event);

    // Where a new connection resumes: "" until the first event.
    std::string last_event_id() const { return last_ == 0 ? "" : std::to_string(last_); }
    bool ended() const { return ended_; }
    bool failed() const { return failed_; }  // ended with an error

    std::string const& text() const { return text_; }
    std::string const& turn_id() const { return turn_id_; }
    std::string const& conversation_id() const { return conversation_id_; }
    std::string const& message_id() const { return message_id_; }

private:
    struct piece {
        std::uint64_t sequence;
        std::size_t end;  // in text_
    };

    static std::vector<view_action> note(std::string message);
    std::vector<view_action> restart(std::uint64_t truncate_to);

    std::string text_;
    std::vector<piece> pieces_;
    std::uint64_t last_ = 0;
    bool ended_ = false;
    bool failed_ = false;
    std::string turn_id_, conversation_id_, message_id_;
};

}  // namespace cli
