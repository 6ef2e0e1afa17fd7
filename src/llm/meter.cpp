#include "llm/meter.hpp"

namespace llm {

char const* to_string(attempt_outcome how) {
    switch (how) {
    case attempt_outcome::answered:  return "answered";
    case attempt_outcome::failed:    return "failed";
    case attempt_outcome::cancelled: return "cancelled";
    case attempt_outcome::lost:      return "lost";
    }
    return "failed";
}

core::task<core::result<reservation>> unlimited_meter::reserve(metered_call call) {
    co_return reservation{call.completion_tokens_max, nullptr};
}

charge unlimited_meter::settle(reservation, core::usage used, core::usage) noexcept { return {.used = used}; }

core::task<charge> unlimited_meter::charge_lost(metered_call call) {
    co_return charge{
        .provider = call.provider,
        .model = call.model,
        .purpose = call.purpose,
        .how = attempt_outcome::lost,
        .used = {
            .prompt_tokens = call.prompt_tokens, .completion_tokens = call.completion_tokens_max, .estimated = true}};
}

std::optional<std::int64_t> cost_of_answer(std::span<charge const> charges) {
    std::optional<std::int64_t> out;
    for (auto const& each : charges) {
        if (!each.shown) continue;
        if (!each.nano_usd) return std::nullopt;
        out = out.value_or(0) + *each.nano_usd;
    }
    return out;
}

}  // namespace llm
