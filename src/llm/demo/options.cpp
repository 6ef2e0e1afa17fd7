#include "llm/demo/options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <string>
#include <utility>

namespace llm {
namespace {

constexpr std::chrono::milliseconds visible_delay{20};
constexpr std::int64_t tokens_max = 1'000'000;
constexpr std::int64_t delay_ms_max = 60'000;

constexpr std::string_view keys = "tokens, delay_ms, cut_at, stall_at, error, tools, seed and prefill";

constexpr std::array failures{
    std::pair{std::string_view("rate_limit"), core::errc::rate_limited},
    std::pair{std::string_view("unavailable"), core::errc::upstream_failed},
    std::pair{std::string_view("auth"), core::errc::unauthorized},
    std::pair{std::string_view("context"), core::errc::context_too_long},
    std::pair{std::string_view("filter"), core::errc::content_filtered},
    std::pair{std::string_view("invalid"), core::errc::invalid_input},
    std::pair{std::string_view("timeout"), core::errc::timeout},
};

core::error refused(std::string problem) {
    core::error out{core::errc::invalid_input, problem};
    out.details.push_back({"/model", std::move(problem)});
    return out;
}

core::error bad_value(std::string_view key, std::string_view allowed) {
    return refused(fmt::format("The demo model's option \"{}\" takes {}.", key, allowed));
}

template <class Number>
core::result<Number> number(std::string_view key, std::string_view text, Number max) {
    Number value{};
    auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc() || end != text.data() + text.size() || value < 0 || value > max)
        return bad_value(key, fmt::format("a whole number from 0 to {}", max));
    return value;
}

core::result<bool> on_or_off(std::string_view key, std::string_view text) {
    if (text == "on") return true;
    if (text == "off") return false;
    return bad_value(key, "on or off");
}

template <class Field, class Value>
core::result<void> store(Field& field, core::result<Value> value) {
    if (!value) return value.error();
    field = Field(*value);
    return {};
}

core::result<void> set_error(demo_options& to, std::string_view value) {
    auto const found = std::ranges::find(failures, value, [](auto const& row) { return row.first; });
    if (found == failures.end())
        return bad_value("error", "rate_limit, unavailable, auth, context, filter, invalid or timeout");
    to.error = found->second;
    return {};
}

core::result<void> set(demo_options& to, std::string_view key, std::string_view value) {
    if (key == "tokens") return store(to.tokens, number(key, value, tokens_max));
    if (key == "delay_ms") return store(to.delay, number(key, value, delay_ms_max));
    if (key == "cut_at") return store(to.cut_at, number(key, value, tokens_max));
    if (key == "stall_at") return store(to.stall_at, number(key, value, tokens_max));
    if (key == "error") return set_error(to, value);
    if (key == "tools") return store(to.tools, on_or_off(key, value));
    if (key == "seed") return store(to.seed, number(key, value, UINT64_MAX));
    if (key == "prefill") return store(to.prefill, on_or_off(key, value));
    return refused(fmt::format("The demo model has no option \"{}\"; it has {}.", key.substr(0, 40), keys));
}

}  // namespace

core::result<demo_options> parse_demo_options(std::string_view model) {
    constexpr std::string_view name = "demo";
    demo_options out;
    if (model == name) {
        out.delay = visible_delay;
        return out;
    }
    if (!model.starts_with("demo:"))
        return core::error{core::errc::not_found,
                           "The demo has one model, \"demo\", with options as in \"demo:tokens=60\"."};

    auto rest = model.substr(name.size() + 1);
    std::set<std::string_view> seen;
    while (true) {
        auto const option = rest.substr(0, rest.find(','));
        auto const equals = option.find('=');
        auto const key = option.substr(0, equals);
        auto const value = equals == option.npos ? std::string_view() : option.substr(equals + 1);
        if (auto done = set(out, key, value); !done) return done.error();
        if (!seen.insert(key).second)
            return refused(fmt::format("The demo model's option \"{}\" is given twice.", key));
        if (option.size() == rest.size()) return out;
        rest.remove_prefix(option.size() + 1);
    }
}

}  // namespace llm
