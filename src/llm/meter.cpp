#include "llm/meter.hpp"

namespace llm {

core::task<core::result<reservation>> unlimited_meter::reserve(metered_call call) {
    co_return reservation{{}, call.completion_tokens_max};
}

void unlimited_meter::settle(reservation, core::usage, attempt_outcome) noexcept {}

}  // namespace llm
