#include "llm/tokens/token_count.hpp"

#include "llm/token_estimate.hpp"
#include "llm/tokens/encodings.hpp"

namespace llm {
namespace {

constexpr std::int64_t per_message = 4;   // the role among them
constexpr std::int64_t per_answer = 3;

}  // namespace

std::int64_t count_tokens(tokenizer as, std::string_view text) {
    auto const* const encoding = encoding_of(as);
    return encoding ? encoding->count(text) : approximate_tokens(text);
}

std::int64_t count_tokens(tokenizer as, message const& one) {
    auto total = per_message + count_tokens(as, one.text);
    for (auto const& call : one.tool_calls) total += count_tokens(as, call.name) + count_tokens(as, call.arguments);
    return total;
}

std::int64_t count_tokens(tokenizer as, std::span<message const> prompt) {
    if (as == tokenizer::approximate) return approximate_tokens(prompt);
    auto total = per_answer;
    for (auto const& one : prompt) total += count_tokens(as, one);
    return total;
}

std::int64_t tokens_at_most(message const& one) {
    auto bytes = one.text.size();
    for (auto const& call : one.tool_calls) bytes += call.name.size() + call.arguments.size();
    return per_message + std::int64_t(bytes);
}

}  // namespace llm
