#pragma once

#include <string_view>

namespace llm {

// False for a model whose name says that it embeds, ranks, speaks, hears or paints instead of chatting.
bool looks_like_chat_model(std::string_view name);

}  // namespace llm
