#pragma once

#include "core/metrics.hpp"
#include "core/principal.hpp"
#include "identity/limits/current_limits.hpp"
#include "identity/limits/limiter.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace identity {

struct request_limits_config {
    rate requests{100, std::chrono::milliseconds(60'000)};   // of a caller, but for model calls
    rate strangers{60, std::chrono::milliseconds(60'000)};   // of an address without a valid credential
    std::int64_t streams_max = 50;                           // turns of a user at once, whatever the tier says
};

// How often callers may do what: requests, calls of models, their tokens, and turns at the same time. The limits of a
// tier are its user's in all, those of a key the key's beside them. Thread-safe; time is an argument.
class request_limits {
public:
    request_limits(current_limits const& limits, request_limits_config config, core::metrics& registry);

    // Each counts one and says how the caller stands; with a retry_after nothing was counted, and the request is to be
    // refused. An IPv6 address counts with its whole /64.
    rate_standing count_request(core::principal const& who, core::timestamp now);
    rate_standing count_model_call(core::principal const& who, core::timestamp now);
    rate_standing count_stranger(std::string_view address, core::timestamp now);

    // The tokens per minute of a caller: taken before a call, and given back where it needed fewer. A limit of 0 units
    // in the standing: there is none.
    rate_standing take_tokens(core::principal const& who, std::int64_t tokens, core::timestamp now);
    void return_tokens(core::principal const& who, std::int64_t tokens, core::timestamp now);
    rate_standing model_calls_of(core::principal const& who, core::timestamp now);
    rate_standing tokens_of(core::principal const& who, core::timestamp now);

    // The most tokens that one call of this caller can ever have.
    std::int64_t tokens_max(core::principal const& who) const;

    // How many turns of this user may run at once.
    std::int64_t streams_max(core::principal const& who) const;

private:
    std::vector<limited> call_limits(core::principal const& who) const;
    std::vector<limited> token_limits(core::principal const& who) const;
    rate_standing counted(rate_standing how, core::counter& refused);

    current_limits const& limits_;
    request_limits_config const config_;
    limiter rates_;
    core::counter_family refused_;
    core::counter refused_requests_, refused_calls_, refused_strangers_, refused_tokens_;
};

// 429 with the time to wait in whole seconds.
core::error rate_refusal(rate_standing const& how, std::string message);

}  // namespace identity
