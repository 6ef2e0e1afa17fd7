#pragma once

#include "api/dropin/answering.hpp"
#include "api/dropin/whole_answer.hpp"
#include "core/task.hpp"
#include "net/sse.hpp"

#include <functional>
#include <string>

namespace api {

// How one API shows the events of a turn as an event stream.
class answer_encoder {
public:
    virtual ~answer_encoder() = default;

    // Appends what the event becomes there, if anything.
    virtual void add(std::string& out, store::turn_event const& event) = 0;

    // Nothing more is shown, whatever comes.
    virtual bool ended() const = 0;

    // What keeps the connection open while nothing is said.
    virtual void add_sign_of_life(std::string& out) { net::append_comment(out, "waiting"); }
};

// How a stream that can't take back what it showed ends where the answer begins anew.
core::error begun_anew();

// Sends the turn as a stream. What fails before the model says anything is an error with a status; so the head of the
// reply waits for the first word, but not so long that a proxy would give up.
core::task<> stream_answer(call& c, answering& turn, answer_encoder& as, net::headers more = {});

// The whole answer, or nothing where nobody is there any more to get it.
core::task<std::optional<whole_answer>> collect_answer(call& c, answering& turn);

// Sends the answer once it is whole, as the JSON that `body` makes of it, or its failure.
core::task<> send_whole_answer(call& c, answering& turn, std::function<std::string(whole_answer const&)> body);

}  // namespace api
