#pragma once

#include <boost/json/object.hpp>

#include <string>

namespace llm {

// One block of an answer while it comes: what its start said, and what its pieces added since.
struct anthropic_block {
    int index = 0;
    std::string type{};
    boost::json::object start{};   // on the heap: it outlives its event
    std::string text{};            // of text, thinking or input, by its type
    std::string signature{};
    int call = -1;                 // of a tool_use: which one
    bool ended = false;
};

// The whole block, as it is to be sent back.
boost::json::object whole_block(anthropic_block const& block);

}  // namespace llm
