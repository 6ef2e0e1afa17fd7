#include "llm/wire/failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace llm {
namespace {

bool contains(std::string_view text, std::string_view part) {
    auto const same = [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); };
    return !std::ranges::search(text, part, same).empty();
}

template <std::size_t n>
bool contains_any(complaint const& said, std::array<std::string_view, n> const& words) {
    return std::ranges::any_of(words, [&](auto word) {
        return contains(said.code, word) || contains(said.type, word) || contains(said.message, word);
    });
}

constexpr std::array<std::string_view, 8> too_long{
    "context_length_exceeded", "exceed_context_size", "context length",       "context window",
    "maximum context",         "prompt is too long",  "exceed context limit", "input token count"};
constexpr std::array<std::string_view, 6> filtered{"content_filter",   "content_policy", "content management policy",
                                                   "safety_violation", "bio_policy",     "policy_violation"};
constexpr std::array<std::string_view, 5> no_quota{"insufficient_quota", "exceeded your current quota",
                                                   "billing_hard_limit", "billing_error", "credit balance is too low"};
constexpr std::array<std::string_view, 2> bad_key{"API_KEY_INVALID", "API key not valid"};

// What a type stands for that came without its status, in the words of OpenAI, Anthropic and Google.
struct named_status {
    std::string_view word;
    int status;
};
constexpr std::array named_statuses{named_status{"rate_limit", 429},
                                    named_status{"RESOURCE_EXHAUSTED", 429},
                                    named_status{"overloaded", 529},
                                    named_status{"invalid_request", 400},
                                    named_status{"INVALID_ARGUMENT", 400},
                                    named_status{"invalid_prompt", 400},
                                    named_status{"FAILED_PRECONDITION", 400},
                                    named_status{"request_too_large", 413},
                                    named_status{"authentication", 401},
                                    named_status{"UNAUTHENTICATED", 401},
                                    named_status{"permission", 403},
                                    named_status{"NOT_FOUND", 404},
                                    named_status{"timeout", 504},
                                    named_status{"DEADLINE_EXCEEDED", 504},
                                    named_status{"UNAVAILABLE", 503},
                                    named_status{"billing", 402}};

// What the request may have got wrong: the only names from upstream that are repeated, because they are ours.
constexpr std::array<std::string_view, 5> parameters{"temperature", "top_p", "max_tokens", "tools", "messages"};

// The status of a complaint that came without one.
int status_of(complaint const& said) {
    if (said.status != 0) return said.status;
    if (said.code.size() == 3 && std::ranges::all_of(said.code, [](unsigned char c) { return std::isdigit(c) != 0; }))
        return std::stoi(said.code);
    for (auto const& [word, status] : named_statuses)
        if (contains(said.code, word) || contains(said.type, word)) return status;
    return 500;
}

std::string refused_key(upstream const& by) {
    if (by.key_setting.empty()) return fmt::format("{} refuses us.", by.name);
    if (by.api_key.empty()) return fmt::format("{} wants a key: set {}.", by.name, by.key_setting);
    return fmt::format("{} refuses the key: check {}.", by.name, by.key_setting);
}

std::string missing_model(upstream const& by, std::string_view model) {
    if (by.url_setting.empty() && by.missing_model_remedy.empty())
        return fmt::format("{} has no model \"{}\".", by.name, model);
    if (!by.missing_model_remedy.empty())
        return fmt::format("{} has no model \"{}\". {}", by.name, model, by.missing_model_remedy);
    return fmt::format("{} has no model \"{}\", or {} doesn't lead to its API.", by.name, model, by.url_setting);
}

std::string bad_request(complaint const& said, upstream const& by, std::string_view model) {
    for (auto const name : parameters)
        if (said.parameter == name)
            return fmt::format("{}'s model \"{}\" does not accept this {}.", by.name, model, name);
    return fmt::format("{} did not accept the request for model \"{}\".", by.name, model);
}

// Google tells of a limit per minute in the words of a quota, but then says when to come again.
bool used_up(complaint const& said) {
    return status_of(said) == 402 || (contains_any(said, no_quota) && !said.retry_after);
}

core::error explain(complaint const& said, upstream const& by, std::string_view model) {
    using enum core::errc;
    auto const status = status_of(said);
    if (contains_any(said, too_long) || status == 413)
        return {context_too_long, fmt::format("The conversation is too long for {}'s model \"{}\".", by.name, model)};
    if (contains_any(said, filtered)) return {content_filtered, fmt::format("{} filtered this content.", by.name)};
    if (status == 401 || status == 403 || contains_any(said, bad_key)) return {unauthorized, refused_key(by)};
    if (status == 404) return {not_found, missing_model(by, model)};
    bool const spent = used_up(said);
    if (status == 429 || spent) {
        if (spent) return {rate_limited, fmt::format("The quota at {} is used up: see its plan and billing.", by.name)};
        return {rate_limited, fmt::format("{} gets too many requests; try again shortly.", by.name)};
    }
    if (status == 408 || status == 504) return {timeout, fmt::format("{} did not answer in time.", by.name)};
    if (status == 529) return {upstream_failed, fmt::format("{} is overloaded; try again shortly.", by.name)};
    if (status >= 500)
        return {upstream_failed, fmt::format("{} has a problem of its own; try again shortly.", by.name)};
    if (status >= 400) return {invalid_input, bad_request(said, by, model)};
    return {upstream_failed, fmt::format("{} gave a reply that is none of its API's (status {}).", by.name, status)};
}

core::error retryable(upstream const& by, core::errc code, std::string message) {
    core::error out{code, std::move(message)};
    out.provider = by.name;
    out.retryable = true;
    return out;
}

bool may_help_to_retry(complaint const& said, core::errc code) {
    if (code == core::errc::rate_limited) return !used_up(said);
    return code == core::errc::timeout || (code == core::errc::upstream_failed && status_of(said) >= 500);
}

}  // namespace

core::error refused(complaint const& said, upstream const& by, std::string_view model) {
    auto out = explain(said, by, model);
    out.provider = by.name;
    out.retryable = may_help_to_retry(said, out.code);
    if (said.retry_after && (out.code == core::errc::rate_limited || out.retryable))
        out.retry_after_s = static_cast<int>(said.retry_after->count());
    return out;
}

core::error unreachable(upstream const& by, core::error const& why) {
    if (why.code == core::errc::timeout) return late(by, why);
    core::error out{core::errc::upstream_failed, fmt::format("{} can't be reached: {}.", by.name, why.message)};
    if (why.code == core::errc::invalid_input && !by.url_setting.empty())
        out.message = fmt::format("{} can't be reached: check {}.", by.name, by.url_setting);
    out.provider = by.name;
    out.retryable = why.retryable;
    return out;
}

core::error late(upstream const& by, core::error const& why) {
    return retryable(by, core::errc::timeout, fmt::format("{} did not answer in time: {}.", by.name, why.message));
}

core::error cut(upstream const& by) {
    return retryable(by, core::errc::upstream_failed,
                     fmt::format("{}: the stream ended before the answer did.", by.name));
}

core::error unreadable(upstream const& by) {
    return retryable(by, core::errc::upstream_failed, fmt::format("{} sent something that can't be read.", by.name));
}

core::error given_up(upstream const& by) {
    return retryable(by, core::errc::upstream_failed, fmt::format("{}: the model gave its answer up.", by.name));
}

core::error filtered_prompt(upstream const& by) {
    core::error out{core::errc::content_filtered, fmt::format("{} filtered this content.", by.name)};
    out.provider = by.name;
    return out;
}

}  // namespace llm
