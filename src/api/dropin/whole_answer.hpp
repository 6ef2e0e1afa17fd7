#pragma once

#include "core/error.hpp"
#include "core/usage.hpp"
#include "llm/message.hpp"
#include "store/turn_log/event.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace api {

// A stretch of an answer, in its order.
struct answer_block {
    store::event_kind kind = store::event_kind::token;   // token, thinking or sealed
    std::string text{};      // of sealed: the block as its provider wants it back, as JSON text
    std::string provider{};  // of sealed
};

// What the events of a turn add up to: the answer that a reader shows in the end.
class whole_answer {
public:
    // In order. Everything stands once a terminal event was added.
    void add(store::turn_event const& event);
    void fail(core::error why);

    std::string const& text() const { return text_; }
    std::string const& thinking() const { return thinking_; }
    // Text and thinking by turns, each stretch of sealed thinking followed by its seal.
    std::vector<answer_block> blocks() const;
    std::vector<llm::tool_call> const& calls() const { return calls_; }
    core::usage const& tokens() const { return tokens_; }
    llm::finish_reason why() const { return why_; }
    std::string const& model() const { return model_; }   // that really answered: "provider/model"
    std::optional<core::error> const& failure() const { return failure_; }

private:
    struct piece {
        std::uint64_t sequence;
        store::event_kind kind;
        std::size_t text_begin, thinking_begin;
        std::string seal{};
    };

    void take_back(std::uint64_t after);
    void finish(std::string_view data);
    void read_failure(std::string_view data);

    std::string text_, thinking_;
    std::vector<piece> pieces_;
    std::vector<llm::tool_call> calls_;
    core::usage tokens_{};
    llm::finish_reason why_ = llm::finish_reason::stop;
    std::string model_;
    std::optional<core::error> failure_;
};

// A call, or a seal, out of its event's data.
llm::tool_call tool_call_of(store::turn_event const& event);
answer_block seal_of(std::string_view data);

}  // namespace api
