#include "model_script.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace bench {

namespace {

// 61 words, a prime: no period of the pacing or of a buffer falls in step with them.
constexpr std::array<std::string_view, 61> words = {
    "a ",     "river ",  "runs ",   "from ",   "the ",   "quiet ", "hills ",   "down ",   "into ", "broad ", "fields ",
    "where ", "people ", "plant ",  "barley ", "and ",   "oats ",  "each ",    "spring ", "then ", "wait ",  "for ",
    "rain ",  "while ",  "clouds ", "drift ",  "over ",  "old ",   "stone ",   "walls ",  "that ", "no ",    "one ",
    "built ", "alone ",  "but ",    "many ",   "hands ", "set ",   "row ",     "after ",  "slow ", "until ", "their ",
    "line ",  "met ",    "sky ",    "at ",     "last ",  "so ",    "evening ", "came ",   "with ", "lamps ", "in ",
    "every ", "house ",  "along ",  "road ",   "home ",  "again "};

template <class Number>
bool read(std::string_view text, Number& into) {
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
    return error == std::errc{} && end == text.data() + text.size();
}

bool read_option(std::string_view option, model_script& script) {
    auto const equals = option.find('=');
    if (equals == option.npos) return false;
    auto const key = option.substr(0, equals);
    auto const value = option.substr(equals + 1);
    if (key == "rate") return read(value, script.rate) && script.rate > 0;
    if (key == "tokens") return read(value, script.tokens);
    if (key == "cut_at") return read(value, script.cut_at);
    if (key == "stall_at") return read(value, script.stall_at);
    if (key == "error_at") return read(value, script.error_at);
    if (key == "status") return read(value, script.status);
    return false;
}

}  // namespace

std::chrono::microseconds model_script::delay_of(std::uint32_t nth) const {
    if (rate <= 0) return {};
    return std::chrono::microseconds(static_cast<std::int64_t>(nth * 1e6 / rate));
}

std::optional<model_script> parse_model(std::string_view name) {
    model_script script;
    auto const colon = name.find(':');
    auto const kind = name.substr(0, colon);
    if (kind.starts_with("fixed-")) {
        if (!read(kind.substr(6), script.tokens)) return std::nullopt;
    } else if (kind == "paced") {
        script.rate = 20;
    } else if (kind != "fixed") {
        return std::nullopt;
    }
    auto rest = colon == name.npos ? std::string_view() : name.substr(colon + 1);
    while (!rest.empty()) {
        auto const comma = rest.find(',');
        if (!read_option(rest.substr(0, comma), script)) return std::nullopt;
        rest = comma == rest.npos ? std::string_view() : rest.substr(comma + 1);
    }
    return script;
}

std::string_view token_text(std::uint32_t n) {
    // Mixed, so that equal words are not equally far apart and a swap of two tokens shows.
    std::uint32_t const mixed = (n + 1) * 2654435761u;
    return words[(mixed >> 7) % words.size()];
}

bool expected_text::accept(std::string_view text) {
    while (!text.empty()) {
        auto const rest = token_text(tokens_).substr(offset_);
        auto const common = std::min(rest.size(), text.size());
        if (text.substr(0, common) != rest.substr(0, common)) return false;
        text.remove_prefix(common);
        offset_ += static_cast<std::uint32_t>(common);
        if (common == rest.size()) {
            ++tokens_;
            offset_ = 0;
        }
    }
    return true;
}

}  // namespace bench
