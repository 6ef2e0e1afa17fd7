#include "llm/anthropic/block.hpp"

#include "core/unicode.hpp"
#include "llm/wire/json_write.hpp"

namespace llm {

boost::json::object whole_block(anthropic_block const& block) {
    auto out = block.start;
    auto const text = core::to_valid_utf8(block.text);
    if (block.type == "text") out["text"] = text;
    else if (block.type == "thinking") out["thinking"] = text;
    else if (!text.empty()) out["input"] = object_or(text, {}, {});
    if (!block.signature.empty()) out["signature"] = core::to_valid_utf8(block.signature);
    return out;
}

}  // namespace llm
