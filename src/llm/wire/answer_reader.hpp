#pragma once

#include "core/result.hpp"
#include "llm/message.hpp"
#include "llm/sse_parser.hpp"
#include "llm/wire/upstream.hpp"
#include "llm/wire/utf8_joiner.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace llm {

// Reads the body of a completion: bytes in, in any split, deltas out. Each protocol says what its events mean, in
// take(). Lenient in everything but the end: only an answer with a finish reason is complete. Fields of other types,
// unknown fields and events of unknown names are passed over; an event that can't be read at all is a failure, for it
// may have held a part of the answer.
class answer_reader {
public:
    // `by` must outlive it.
    answer_reader(upstream const& by, std::string model) : by_(by), model_(std::move(model)) {}
    virtual ~answer_reader() = default;

    // Appends to `out` what `bytes` complete. A failure is the end: what was appended before it stands.
    core::result<void> feed(std::string_view bytes, std::vector<delta>& out);

    // The same for a reply that is one whole JSON text, from a server that doesn't stream.
    core::result<void> read_whole(std::string_view body, std::vector<delta>& out);

    // The body has ended, or broke. Fails unless the answer is complete.
    core::result<void> end(std::vector<delta>& out);

    // The body broke, and another goes on behind the last whole event.
    void reopen();

    // The end has been told: no delta follows.
    bool done() const { return done_; }

protected:
    // Whether events of that name hold parts of an answer; others are passed over. "message" where it has none.
    virtual bool reads(std::string_view event_name) const { return event_name == "message" || event_name == "error"; }

    // One event. Calls finish() and the functions below.
    virtual core::result<void> take(boost::json::object const& event, std::vector<delta>& out) = 0;

    // The body has ended: the last moment for finish().
    virtual void settle() {}

    // What is to be told after the last event and before the finish.
    virtual void complete(std::vector<delta>&) {}

    void say(std::string text, std::vector<delta>& out);
    void think(std::string text, std::vector<delta>& out);

    // Why the answer ended: held until what follows it has come. The first reason that is told stands.
    void finish(finish_reason why);
    std::optional<finish_reason> const& finished() const { return finish_; }

    // No event follows this one.
    void mark_end() { ended_ = true; }

    // The failure that stands under "error".
    core::error refusal(boost::json::value const& error) const;

    upstream const& by_;

private:
    core::result<void> take_text(std::string_view json, std::vector<delta>& out);

    std::string model_;
    sse_parser events_;
    utf8_joiner text_, thinking_;
    std::optional<finish_reason> finish_;
    bool ended_ = false;
    bool done_ = false;
};

}  // namespace llm
