#include "identity/ledger/call_bound.hpp"

#include <algorithm>

namespace identity {

using store::budget_unit;

std::int64_t amount_of(core::usage const& used, budget_unit unit, std::optional<llm::price> const& at) {
    if (unit == budget_unit::tokens) return used.total();
    return at ? llm::cost_of(used, *at) : 0;
}

std::int64_t call_bound::amount(budget_unit unit) const {
    return amount_of({.prompt_tokens = prompt_tokens, .completion_tokens = completion_tokens}, unit, at);
}

std::int64_t call_bound::completion_within(budget_unit unit, std::int64_t room) const {
    auto const most = unit == budget_unit::tokens ? room - prompt_tokens
                      : at                        ? llm::completion_tokens_for(room, prompt_tokens, *at)
                                                  : completion_tokens;
    return std::min(most, completion_tokens);
}

std::int64_t with_margin(std::int64_t estimate) { return estimate + estimate / 2 + 16; }

believed_usage believe(core::usage const& told, core::usage const& own, call_bound const& bound) {
    // Tokenizers differ from our estimate by a third for prose and by more for dense data, never by this much.
    auto const prompt_max = 8 * bound.prompt_tokens + 1000;
    auto const completion_max = std::max(bound.completion_tokens, 8 * own.completion_tokens + 1000);
    bool const missing = (told.prompt_tokens == 0 && own.prompt_tokens > 0) ||
                         (told.completion_tokens == 0 && own.completion_tokens > 0);
    bool const sane = !missing && told.prompt_tokens >= 0 && told.completion_tokens >= 0 && told.cached_tokens >= 0 &&
                      told.prompt_tokens <= prompt_max && told.completion_tokens <= completion_max &&
                      told.cached_tokens <= told.prompt_tokens;
    if (sane) return {told, false};
    auto used = own;
    used.estimated = true;
    return {used, true};
}

}  // namespace identity
