#include "llm/routing/metered_attempt.hpp"

#include "llm/token_estimate.hpp"

#include <algorithm>
#include <utility>

namespace llm {

void metered_attempt::observe(std::vector<delta>& said) {
    for (auto const& one : said) {
        if (auto const* text = std::get_if<text_delta>(&one)) completion_estimate_ += approximate_tokens(text->text);
        else if (auto const* thought = std::get_if<thinking_delta>(&one))
            completion_estimate_ += approximate_tokens(thought->text);
        else if (auto const* call = std::get_if<tool_call_delta>(&one))
            completion_estimate_ += approximate_tokens(call->name) + approximate_tokens(call->arguments);
        else if (auto const* usage = std::get_if<usage_delta>(&one)) told_ = usage->tokens;
    }
    if (completion_estimate_ > 0 && !charge_.to_first_token) {
        charge_.shown = true;
        charge_.to_first_token = std::chrono::duration_cast<std::chrono::milliseconds>(clock::now() - began_);
    }
    auto const is_finish = [](auto const& d) { return std::holds_alternative<finish_delta>(d); };
    if (std::ranges::none_of(said, is_finish)) return;
    finished_ = true;
    charge_.shown = true;
    settle(attempt_outcome::answered);
    std::erase_if(said, [](auto const& d) { return std::holds_alternative<usage_delta>(d); });
    said.insert(std::ranges::find_if(said, is_finish), usage_delta{charges_.back().used});
}

void metered_attempt::settle(attempt_outcome how) noexcept {
    if (std::exchange(settled_, true)) return;
    auto settled = meter_.settle(std::move(reserved_), used(), estimate());
    charge_.incarnation_id = std::move(settled.incarnation_id);
    charge_.used = settled.used;
    charge_.nano_usd = settled.nano_usd;
    charge_.budgets = std::move(settled.budgets);
    charge_.how = how;
    charge_.duration = std::chrono::duration_cast<std::chrono::milliseconds>(clock::now() - began_);
    charges_.push_back(std::move(charge_));
}

core::usage metered_attempt::estimate() const {
    if (!accepted_) return {};
    return {.prompt_tokens = prompt_estimate_, .completion_tokens = completion_estimate_, .estimated = true};
}

core::usage metered_attempt::used() const {
    if (told_ && accepted_ && (finished_ || told_->completion_tokens >= completion_estimate_)) return *told_;
    auto out = estimate();
    if (told_) out.prompt_tokens = told_->prompt_tokens;   // counts that came before the stream broke
    return out;
}

}  // namespace llm
