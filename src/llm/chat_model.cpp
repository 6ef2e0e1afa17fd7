#include "llm/chat_model.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace llm {
namespace {

constexpr std::array<std::string_view, 16> others{"embed",      "rerank",  "bge-",       "minilm", "whisper",  "tts",
                                                  "transcribe", "dall-e",  "moderation", "image",  "realtime", "audio",
                                                  "davinci",    "babbage", "sora",       "clip"};

}  // namespace

bool looks_like_chat_model(std::string_view name) {
    std::string lower(name);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return std::ranges::none_of(others, [&](auto word) { return lower.find(word) != lower.npos; });
}

}  // namespace llm
