#include "llm/openai/tool_calls.hpp"

#include <algorithm>
#include <utility>

namespace llm {

std::optional<tool_call_delta> openai_tool_calls::take(tool_call_delta piece) {
    auto const known = std::find_if(calls_.rbegin(), calls_.rend(), [&](call const& one) {
        return one.upstream_index == piece.index && (piece.id.empty() || piece.id == one.id);
    });
    if (known != calls_.rend()) {
        if (piece.arguments.empty()) return std::nullopt;
        auto const index = static_cast<int>(calls_.rend() - known) - 1;
        return tool_call_delta{.index = index, .arguments = std::move(piece.arguments)};
    }
    if (calls_.size() == calls_max) return std::nullopt;
    auto const upstream_index = std::exchange(piece.index, static_cast<int>(calls_.size()));
    calls_.push_back({upstream_index, piece.id});
    if (piece.id.empty()) piece.id = "call_" + std::to_string(calls_.size());
    return piece;
}

}  // namespace llm
