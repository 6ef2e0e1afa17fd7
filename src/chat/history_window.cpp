#include "chat/history_window.hpp"

#include "llm/token_estimate.hpp"

namespace chat {

std::vector<llm::message> fit_history(std::span<llm::message const> branch, history_budget const& budget) {
    std::vector<llm::message> out;
    if (branch.empty()) return out;
    bool const instructed = branch.front().who == llm::role::system;
    auto const system = branch.first(instructed ? 1 : 0);
    auto const history = branch.subspan(system.size());
    if (history.empty()) return {system.begin(), system.end()};

    auto const cost = [](llm::message const& m) { return llm::approximate_tokens(std::span(&m, 1)); };
    std::int64_t tokens = instructed ? cost(branch.front()) : 0;
    std::size_t begin = history.size() - 1;
    tokens += cost(history[begin]);
    while (begin > 0 && std::int64_t(history.size() - begin) < budget.messages_max) {
        tokens += cost(history[begin - 1]);
        if (tokens > budget.tokens_max) break;
        --begin;
    }
    while (begin + 1 < history.size() && history[begin].who != llm::role::user) ++begin;

    out.assign(system.begin(), system.end());
    out.insert(out.end(), history.begin() + std::ptrdiff_t(begin), history.end());
    return out;
}

}  // namespace chat
