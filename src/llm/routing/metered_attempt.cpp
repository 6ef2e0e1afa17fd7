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
    auto const finish =
        std::ranges::find_if(said, [](auto const& d) { return std::holds_alternative<finish_delta>(d); });
    if (finish == said.end()) return;
    finished_ = true;
    if (!told_) {
        told_ = used();
        said.insert(finish, usage_delta{*told_});
    }
    settle(attempt_outcome::answered);
}

void metered_attempt::settle(attempt_outcome how) noexcept {
    if (std::exchange(settled_, true)) return;
    meter_.settle(std::move(reserved_), used(), how);
}

core::usage metered_attempt::used() const {
    if (!accepted_) return {};
    if (told_ && (finished_ || told_->completion_tokens >= completion_estimate_)) return *told_;
    core::usage out{.prompt_tokens = prompt_estimate_, .completion_tokens = completion_estimate_, .estimated = true};
    if (told_) out.prompt_tokens = told_->prompt_tokens;   // counts that came before the stream broke
    return out;
}

}  // namespace llm
