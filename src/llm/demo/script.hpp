#pragma once

#include "llm/demo/options.hpp"
#include "llm/provider.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace llm {

// The nth made-up word of a `tokens=…` answer, with the blanks around it. A pure function, so that whoever knows the
// user's message can say, byte for byte, what any part of any answer must be.
std::string demo_token(std::string_view prompt, std::uint64_t seed, std::int64_t n);

// The whole answer of the demo model to one request, known before it is sent. The prompt is the last user message:
// nothing else of the conversation changes the answer, but tool results that follow it.
class demo_script {
public:
    demo_script(completion_request const& request, demo_options const& options);

    std::int64_t size() const { return size_; }
    std::string token(std::int64_t n) const;   // 0 <= n < size()
    std::string text() const;                  // all tokens, joined

    // The call it makes instead of an answer, if any; size() is 0 then.
    std::optional<tool_call> const& call() const { return call_; }

private:
    std::string prompt_;
    std::uint64_t seed_;
    std::vector<std::string> reply_;   // the tokens of a helpful answer; empty where they are made up
    std::optional<tool_call> call_;
    std::int64_t size_ = 0;
};

}  // namespace llm
