#include "llm/pricing.hpp"

#include <algorithm>

namespace llm {
namespace {

constexpr std::int64_t per = 1'000'000;                  // tokens that a price is for
constexpr std::int64_t tokens_max = 100'000'000'000;   // of one call, beyond any model

// tokens · price / a million, rounded up, without overflow.
std::int64_t part(std::int64_t tokens, std::int64_t price) {
    tokens = std::clamp<std::int64_t>(tokens, 0, tokens_max);
    return tokens / per * price + (tokens % per * price + per - 1) / per;
}

}  // namespace

std::int64_t cost_of(core::usage const& used, price const& at) {
    auto const cached = std::clamp<std::int64_t>(used.cached_tokens, 0, std::max<std::int64_t>(0, used.prompt_tokens));
    return part(used.prompt_tokens - cached, at.input) + part(cached, at.cached) +
           part(used.completion_tokens, at.output);
}

std::int64_t completion_tokens_for(std::int64_t nano_usd, std::int64_t prompt_tokens, price const& at) {
    auto const left = nano_usd - part(prompt_tokens, at.input);
    if (left < 0) return -1;
    if (at.output == 0) return tokens_max;
    if (left / at.output >= tokens_max / per) return tokens_max;
    return left / at.output * per + left % at.output * per / at.output;
}

}  // namespace llm
