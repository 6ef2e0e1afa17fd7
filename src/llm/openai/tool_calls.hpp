#pragma once

#include "llm/message.hpp"

#include <optional>
#include <string>
#include <vector>

namespace llm {

// Puts the pieces of tool calls in order. Servers differ: some repeat id and name in every piece, some give every call
// the index 0, some give no id. Here each call has an index and an id of its own, told once, with its first piece.
class openai_tool_calls {
public:
    static constexpr std::size_t calls_max = 128;

    // What `piece`, as the server gave it, adds; nothing where it adds nothing or there are too many calls.
    std::optional<tool_call_delta> take(tool_call_delta piece);

private:
    struct call {
        int upstream_index;
        std::string id;
    };
    std::vector<call> calls_;
};

}  // namespace llm
