#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace core {

// What went wrong, in the caller's words. Library codes are translated on the floor that knows them;
// the api floor turns these into HTTP statuses and the codes of the public error shape.
enum class errc : std::uint8_t {
    invalid_input,
    unauthorized,
    forbidden,
    not_found,
    conversation_not_found,
    conflict,
    ahead_of_log,
    expired,
    idempotency_mismatch,
    content_filtered,
    context_too_long,
    rate_limited,
    budget_exceeded,
    upstream_failed,
    unavailable,
    timeout,
    internal,
};

// One field that a request got wrong. `field` is a JSON pointer (RFC 6901), "" for the whole body.
struct field_problem {
    std::string field;
    std::string problem;

    bool operator==(field_problem const&) const = default;
};

// An expected failure. `message` is shown to the caller: it says what to change and holds no secret, no path
// and no text from upstream.
struct error {
    error() = default;
    error(errc code_, std::string message_ = {}, std::vector<field_problem> details_ = {})
        : code(code_), message(std::move(message_)), details(std::move(details_)) {}

    errc code = errc::internal;
    std::string message;
    std::vector<field_problem> details{};
    std::optional<int> retry_after_s{};
    std::optional<double> limit{};   // that was reached, with rate_limited and budget_exceeded
    std::string provider{};   // set with upstream_failed and timeout
    bool retryable = false;   // the same request may succeed later, unchanged

    bool operator==(error const&) const = default;
};

char const* to_string(errc code);

}  // namespace core
