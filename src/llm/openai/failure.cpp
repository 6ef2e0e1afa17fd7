#include "llm/openai/failure.hpp"

#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace llm {
namespace {

namespace json = boost::json;

// The text of a field, or the digits of a number: some servers give the status as the code.
std::string text_of(json::object const& fields, std::string_view name) {
    auto const* value = fields.if_contains(name);
    if (value && value->is_string()) return std::string(value->get_string());
    if (value && value->is_int64()) return std::to_string(value->get_int64());
    return {};
}

bool contains(std::string_view text, std::string_view part) {
    auto const same = [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); };
    return !std::ranges::search(text, part, same).empty();
}

template <std::size_t n>
bool contains_any(openai_complaint const& said, std::array<std::string_view, n> const& words) {
    return std::ranges::any_of(words, [&](auto word) {
        return contains(said.code, word) || contains(said.type, word) || contains(said.message, word);
    });
}

constexpr std::array<std::string_view, 6> too_long{"context_length_exceeded", "exceed_context_size",
                                                   "context length",          "context window",
                                                   "maximum context",         "prompt is too long"};
constexpr std::array<std::string_view, 4> filtered{"content_filter", "content_policy", "content management policy",
                                                   "safety_violation"};
constexpr std::array<std::string_view, 3> no_quota{"insufficient_quota", "exceeded your current quota",
                                                   "billing_hard_limit"};

// What the request may have got wrong: the only names from upstream that are repeated, because they are ours.
constexpr std::array<std::string_view, 5> parameters{"temperature", "top_p", "max_tokens", "tools", "messages"};

// The status of a complaint that came without one.
int status_of(openai_complaint const& said) {
    if (said.status != 0) return said.status;
    if (said.code.size() == 3 && std::ranges::all_of(said.code, [](unsigned char c) { return std::isdigit(c) != 0; }))
        return std::stoi(said.code);
    if (contains(said.code, "rate_limit") || contains(said.type, "rate_limit")) return 429;
    if (contains(said.type, "invalid_request")) return 400;
    if (contains(said.type, "authentication")) return 401;
    return 500;
}

std::string refused_key(openai_config const& by) {
    if (by.key_setting.empty()) return fmt::format("{} refuses us.", by.name);
    if (by.api_key.empty()) return fmt::format("{} wants a key: set {}.", by.name, by.key_setting);
    return fmt::format("{} refuses the key: check {}.", by.name, by.key_setting);
}

std::string missing_model(openai_config const& by, std::string_view model) {
    if (by.url_setting.empty()) return fmt::format("{} has no model \"{}\".", by.name, model);
    return fmt::format("{} has no model \"{}\", or {} doesn't lead to its API.", by.name, model, by.url_setting);
}

std::string bad_request(openai_complaint const& said, openai_config const& by, std::string_view model) {
    for (auto const name : parameters)
        if (said.parameter == name)
            return fmt::format("{}'s model \"{}\" does not accept this {}.", by.name, model, name);
    return fmt::format("{} did not accept the request for model \"{}\".", by.name, model);
}

core::error explain(openai_complaint const& said, openai_config const& by, std::string_view model) {
    using enum core::errc;
    auto const status = status_of(said);
    if (contains_any(said, too_long) || status == 413)
        return {context_too_long, fmt::format("The conversation is too long for {}'s model \"{}\".", by.name, model)};
    if (contains_any(said, filtered)) return {content_filtered, fmt::format("{} filtered this content.", by.name)};
    if (status == 401 || status == 403) return {unauthorized, refused_key(by)};
    if (status == 404) return {not_found, missing_model(by, model)};
    if (status == 429 || status == 402) {
        if (status == 402 || contains_any(said, no_quota))
            return {rate_limited, fmt::format("The quota at {} is used up: see its plan and billing.", by.name)};
        return {rate_limited, fmt::format("{} gets too many requests; try again shortly.", by.name)};
    }
    if (status == 408 || status == 504) return {timeout, fmt::format("{} did not answer in time.", by.name)};
    if (status >= 500)
        return {upstream_failed, fmt::format("{} has a problem of its own; try again shortly.", by.name)};
    if (status >= 400) return {invalid_input, bad_request(said, by, model)};
    return {upstream_failed, fmt::format("{} gave a reply that is none of its API's (status {}).", by.name, status)};
}

bool may_help_to_retry(openai_complaint const& said, core::errc code) {
    if (code == core::errc::rate_limited) return status_of(said) == 429 && !contains_any(said, no_quota);
    return code == core::errc::timeout || (code == core::errc::upstream_failed && status_of(said) >= 500);
}

}  // namespace

openai_complaint read_openai_complaint(json::value const& error) {
    openai_complaint out;
    if (error.is_string()) out.message = std::string(error.get_string());
    if (!error.is_object()) return out;
    auto const& fields = error.get_object();
    out.code = text_of(fields, "code");
    out.type = text_of(fields, "type");
    out.message = text_of(fields, "message");
    out.parameter = text_of(fields, "param");
    return out;
}

openai_complaint read_openai_complaint(int status, std::string_view body) {
    boost::system::error_code unreadable;
    auto const said = json::parse(body, unreadable);
    openai_complaint out;
    if (!unreadable && said.is_object()) {
        auto const* error = said.get_object().if_contains("error");
        out = read_openai_complaint(error && !error->is_null() ? *error : said);
    }
    out.status = status;
    return out;
}

core::error openai_failure(openai_complaint const& said, openai_config const& by, std::string_view model) {
    auto out = explain(said, by, model);
    out.provider = by.name;
    out.retryable = may_help_to_retry(said, out.code);
    if (said.retry_after && (out.code == core::errc::rate_limited || out.retryable))
        out.retry_after_s = static_cast<int>(said.retry_after->count());
    return out;
}

core::error openai_unreachable(openai_config const& by, core::error const& why) {
    if (why.code == core::errc::timeout) return openai_late(by, why);
    core::error out{core::errc::upstream_failed, fmt::format("{} can't be reached: {}.", by.name, why.message)};
    if (why.code == core::errc::invalid_input && !by.url_setting.empty())
        out.message = fmt::format("{} can't be reached: check {}.", by.name, by.url_setting);
    out.provider = by.name;
    out.retryable = why.retryable;
    return out;
}

core::error openai_late(openai_config const& by, core::error const& why) {
    core::error out{core::errc::timeout, fmt::format("{} did not answer in time: {}.", by.name, why.message)};
    out.provider = by.name;
    out.retryable = true;
    return out;
}

core::error openai_cut(openai_config const& by) {
    core::error out{core::errc::upstream_failed, fmt::format("{}: the stream ended before the answer did.", by.name)};
    out.provider = by.name;
    out.retryable = true;
    return out;
}

}  // namespace llm
