#pragma once

#include "llm/openai/config.hpp"
#include "llm/openai/tool_calls.hpp"
#include "llm/wire/answer_reader.hpp"

#include <string>
#include <vector>

namespace llm {

// What the events of a chat completion mean.
class openai_response final : public answer_reader {
public:
    // `by` must outlive it.
    openai_response(openai_config const& by, std::string model) : answer_reader(by.server, std::move(model)) {}

private:
    core::result<void> take(boost::json::object const& event, std::vector<delta>& out) override;
    void take_choice(boost::json::object const& choice, std::vector<delta>& out);
    void take_tool_call(boost::json::value const& call, std::vector<delta>& out);

    openai_tool_calls calls_;
};

}  // namespace llm
