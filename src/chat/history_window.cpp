#include "chat/history_window.hpp"

#include "llm/tokens/token_count.hpp"

#include <algorithm>

namespace chat {
namespace {

// The first message of `history` that still fits when all after it are kept, the last of which always is.
std::size_t first_that_fits(std::span<llm::message const> system, std::span<llm::message const> history,
                            history_budget const& budget, llm::tokenizer as) {
    auto const kept_max = std::clamp<std::int64_t>(budget.messages_max, 1, std::int64_t(history.size()));
    auto const oldest = history.size() - std::size_t(kept_max);
    std::int64_t taken = 0;
    std::int64_t rest = 0;   // what those that are not counted yet cannot pass
    for (auto const& one : system) rest += llm::tokens_at_most(one);
    for (auto const& one : history.subspan(oldest)) rest += llm::tokens_at_most(one);
    auto const all_fit = [&] { return taken + rest <= budget.tokens_max; };
    auto const take = [&](llm::message const& one) {
        rest -= llm::tokens_at_most(one);
        taken += llm::count_tokens(as, one);
    };

    if (all_fit()) return oldest;
    for (auto const& one : system) take(one);
    auto begin = history.size() - 1;
    take(history[begin]);
    while (begin > oldest && !all_fit()) {
        take(history[begin - 1]);
        if (taken > budget.tokens_max) return begin;
        --begin;
    }
    return taken > budget.tokens_max ? begin : oldest;
}

}  // namespace

std::vector<llm::message> fit_history(std::span<llm::message const> branch, history_budget const& budget,
                                      llm::tokenizer as) {
    std::vector<llm::message> out;
    if (branch.empty()) return out;
    bool const instructed = branch.front().who == llm::role::system;
    auto const system = branch.first(instructed ? 1 : 0);
    auto const history = branch.subspan(system.size());
    if (history.empty()) return {system.begin(), system.end()};

    auto begin = first_that_fits(system, history, budget, as);
    while (begin + 1 < history.size() && history[begin].who != llm::role::user) ++begin;

    out.assign(system.begin(), system.end());
    out.insert(out.end(), history.begin() + std::ptrdiff_t(begin), history.end());
    return out;
}

}  // namespace chat
