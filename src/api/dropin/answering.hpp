#pragma once

#include "api/call.hpp"
#include "api/turn_access.hpp"
#include "llm/message.hpp"
#include "store/turn_log/turn_log.hpp"
#include "turn/request.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace api {

// A call of a drop-in API in our own words.
struct dropin_request {
    std::vector<llm::message> prompt;
    turn::turn_options options;
    bool keep = false;                  // as a conversation
    std::string conversation_id{};      // to keep it in; empty: a new one
    std::string else_conversation_id{};   // as in turn::turn_request
};

// A turn that a drop-in call began, for as long as the call lasts. What is not kept is stopped when the client goes, or
// when this goes away before the answer has ended; what is kept goes on.
class answering {
public:
    answering(call& c, turn::turn_ids ids, std::unique_ptr<store::turn_reader> reader, bool kept);
    answering(answering const&) = delete;
    ~answering();

    // The next events, or none after `patience`. None for good once over().
    core::task<std::vector<store::turn_event>> next(std::chrono::milliseconds patience);

    // The terminal event was given, or nobody is there to read it.
    bool over() const { return lost_ || reader_->ended(); }
    bool lost() const { return lost_; }

    turn::turn_ids const& ids() const { return ids_; }
    // X-Turn-Id and the like, of what is kept.
    void add_ids(net::headers& to) const;

private:
    core::task<bool> still_there();

    call& call_;
    turn::turn_ids ids_;
    std::unique_ptr<store::turn_reader> reader_;
    std::optional<turn_access> access_;  // of what is kept
    std::chrono::steady_clock::time_point looked_ = std::chrono::steady_clock::now();
    bool lost_ = false;
};

// Starts the turn: kept where the request or the header X-Parlance-Conversation says so (an id, or "new").
core::task<core::result<std::unique_ptr<answering>>> begin_answer(call& c, dropin_request request);

}  // namespace api
