#include "identity/limits/request_limits.hpp"

#include <boost/asio/ip/address.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace identity {

namespace {

constexpr std::chrono::milliseconds minute(60'000);

// Whoever has an IPv6 address has 2^64 of them.
std::string network_of(std::string_view address) {
    boost::system::error_code failed;
    auto const parsed = boost::asio::ip::make_address(std::string(address), failed);
    if (failed || !parsed.is_v6()) return std::string(address);
    auto bytes = parsed.to_v6().to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t(0));
    return boost::asio::ip::address_v6(bytes).to_string();
}

}  // namespace

request_limits::request_limits(current_limits const& limits, request_limits_config config, core::metrics& registry)
    : limits_(limits), config_(config),
      refused_(registry.counters("limits_refused_total", "What was refused for want of a limit.", {"limit"})),
      refused_requests_(refused_.at({"requests"})), refused_calls_(refused_.at({"model_calls"})),
      refused_strangers_(refused_.at({"strangers"})), refused_tokens_(refused_.at({"tokens"})) {}

rate_standing request_limits::counted(rate_standing how, core::counter& refused) {
    if (how.retry_after.count() > 0) refused.add();
    return how;
}

rate_standing request_limits::count_request(core::principal const& who, core::timestamp now) {
    limited const limit{"requests/" + (who.key_id.empty() ? who.user_id : who.key_id), config_.requests};
    return counted(rates_.take({&limit, 1}, 1, now), refused_requests_);
}

rate_standing request_limits::count_stranger(std::string_view address, core::timestamp now) {
    limited const limit{"strangers/" + network_of(address), config_.strangers};
    return counted(rates_.take({&limit, 1}, 1, now), refused_strangers_);
}

rate_standing request_limits::count_model_call(core::principal const& who, core::timestamp now) {
    return counted(rates_.take(call_limits(who), 1, now), refused_calls_);
}

rate_standing request_limits::model_calls_of(core::principal const& who, core::timestamp now) {
    return rates_.look(call_limits(who), 1, now);
}

std::vector<limited> request_limits::call_limits(core::principal const& who) const {
    std::vector<limited> all;
    auto const table = limits_.now();
    auto const* tier = table->tier(who.tier);
    if (tier && tier->requests_per_minute)
        all.push_back({"calls/" + who.user_id, {*tier->requests_per_minute, minute}});
    if (who.key_requests_per_minute > 0) all.push_back({"calls/" + who.key_id, {who.key_requests_per_minute, minute}});
    return all;
}

std::vector<limited> request_limits::token_limits(core::principal const& who) const {
    std::vector<limited> out;
    auto const table = limits_.now();
    auto const* tier = table->tier(who.tier);
    if (tier && tier->tokens_per_minute) out.push_back({"tokens/" + who.user_id, {*tier->tokens_per_minute, minute}});
    if (who.key_tokens_per_minute > 0) out.push_back({"tokens/" + who.key_id, {who.key_tokens_per_minute, minute}});
    return out;
}

rate_standing request_limits::take_tokens(core::principal const& who, std::int64_t tokens, core::timestamp now) {
    return counted(rates_.take(token_limits(who), tokens, now), refused_tokens_);
}

void request_limits::return_tokens(core::principal const& who, std::int64_t tokens, core::timestamp now) {
    if (tokens > 0) rates_.refund(token_limits(who), tokens, now);
}

rate_standing request_limits::tokens_of(core::principal const& who, core::timestamp now) {
    return rates_.look(token_limits(who), 1, now);
}

std::int64_t request_limits::tokens_max(core::principal const& who) const {
    auto out = std::numeric_limits<std::int64_t>::max();
    for (auto const& each : token_limits(who)) out = std::min(out, each.limit.units);
    return out;
}

std::int64_t request_limits::streams_max(core::principal const& who) const {
    auto const table = limits_.now();
    auto const* tier = table->tier(who.tier);
    return tier && tier->streams ? std::min(*tier->streams, config_.streams_max) : config_.streams_max;
}

core::error rate_refusal(rate_standing const& how, std::string message) {
    core::error out{core::errc::rate_limited, std::move(message)};
    out.retry_after_s = static_cast<int>(std::chrono::ceil<std::chrono::seconds>(how.retry_after).count());
    out.limit = static_cast<double>(how.limit.units);
    out.retryable = true;
    return out;
}

}  // namespace identity
