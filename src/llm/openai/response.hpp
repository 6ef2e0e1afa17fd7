#pragma once

#include "core/result.hpp"
#include "llm/message.hpp"
#include "llm/openai/config.hpp"
#include "llm/openai/tool_calls.hpp"
#include "llm/sse_parser.hpp"
#include "llm/wire/utf8_joiner.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace llm {

// Reads the body of a chat completion: bytes in, in any split, deltas out. Lenient in everything but the end: only an
// answer with a finish reason is complete. Fields of other types, unknown fields and events of unknown names are passed
// over; an event that can't be read at all is a failure, for it may have held a part of the answer.
class openai_response {
public:
    // `by` must outlive it.
    openai_response(openai_config const& by, std::string model) : by_(by), model_(std::move(model)) {}

    // Appends to `out` what `bytes` complete. A failure is the end: what was appended before it stands.
    core::result<void> feed(std::string_view bytes, std::vector<delta>& out);

    // The same for a reply that is one whole JSON object, from a server that doesn't stream.
    core::result<void> read_whole(std::string_view body, std::vector<delta>& out);

    // The body has ended, or broke. Fails unless the answer is complete.
    core::result<void> end(std::vector<delta>& out);

    // The end mark has been read: no delta follows.
    bool done() const { return done_; }

private:
    core::result<void> take_event(std::string_view json, std::vector<delta>& out);
    void take_choice(boost::json::object const& choice, std::vector<delta>& out);
    void take_tool_call(boost::json::value const& call, std::vector<delta>& out);
    core::error unreadable() const;

    openai_config const& by_;
    std::string model_;
    sse_parser events_;
    utf8_joiner text_, thinking_;
    openai_tool_calls calls_;
    std::optional<finish_reason> finish_;  // told, but held until the usage that follows it has come
    bool done_ = false;
};

}  // namespace llm
