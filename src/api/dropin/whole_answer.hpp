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

// What the events of a turn add up to: the answer that a reader shows in the end.
class whole_answer {
public:
    // In order. Everything stands once a terminal event was added.
    void add(store::turn_event const& event);

    std::string const& text() const { return text_; }
    std::string const& thinking() const { return thinking_; }
    std::vector<llm::tool_call> const& calls() const { return calls_; }
    core::usage const& tokens() const { return tokens_; }
    llm::finish_reason why() const { return why_; }
    std::string const& model() const { return model_; }   // that really answered: "provider/model"
    std::optional<core::error> const& failure() const { return failure_; }

private:
    struct piece {
        std::uint64_t sequence;
        std::size_t text_begin, thinking_begin;
    };

    void take_back(std::uint64_t after);
    void finish(std::string_view data);
    void fail(std::string_view data);

    std::string text_, thinking_;
    std::vector<piece> pieces_;
    std::vector<llm::tool_call> calls_;
    core::usage tokens_{};
    llm::finish_reason why_ = llm::finish_reason::stop;
    std::string model_;
    std::optional<core::error> failure_;
};

// A call out of its event's data.
llm::tool_call tool_call_of(store::turn_event const& event);

}  // namespace api
