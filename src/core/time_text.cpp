#include "core/time_text.hpp"

#include <fmt/format.h>

namespace core {
namespace {

// Takes exactly `digits` decimal digits from the front.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
    if (text.size() < digits) return std::nullopt;
    int value = 0;
    for (char const c : text.substr(0, digits)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(digits);
    return value;
}

bool take(std::string_view& text, std::string_view any_of) {
    if (text.empty() || any_of.find(text.front()) == any_of.npos) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<std::chrono::minutes> take_offset(std::string_view& text) {
    if (take(text, "Zz")) return std::chrono::minutes(0);
    int const sign = text.starts_with('-') ? -1 : 1;
    if (!take(text, "+-")) return std::nullopt;
    auto const hours = take_number(text, 2);
    if (!hours || *hours > 23 || !take(text, ":")) return std::nullopt;
    auto const minutes = take_number(text, 2);
    if (!minutes || *minutes > 59) return std::nullopt;
    return sign * std::chrono::minutes(*hours * 60 + *minutes);
}

std::optional<std::chrono::milliseconds> take_fraction(std::string_view& text) {
    int ms = 0;
    int digits = 0;
    for (; !text.empty() && text[0] >= '0' && text[0] <= '9'; text.remove_prefix(1), ++digits)
        if (digits < 3) ms = ms * 10 + (text[0] - '0');
    if (digits == 0 || digits > 9) return std::nullopt;
    for (; digits < 3; ++digits) ms *= 10;
    return std::chrono::milliseconds(ms);
}

}  // namespace

std::string format_time(timestamp t) {
    auto const day = std::chrono::floor<std::chrono::days>(t);
    std::chrono::year_month_day const date(day);
    std::chrono::hh_mm_ss const time(t - day);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                       time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

std::optional<timestamp> parse_time(std::string_view text) {
    auto const year = take_number(text, 4);
    if (!year || !take(text, "-")) return std::nullopt;
    auto const month = take_number(text, 2);
    if (!month || !take(text, "-")) return std::nullopt;
    auto const day = take_number(text, 2);
    if (!day || !take(text, "Tt ")) return std::nullopt;
    auto const hour = take_number(text, 2);
    if (!hour || *hour > 23 || !take(text, ":")) return std::nullopt;
    auto const minute = take_number(text, 2);
    if (!minute || *minute > 59 || !take(text, ":")) return std::nullopt;
    auto const second = take_number(text, 2);
    if (!second || *second > 60) return std::nullopt;
    std::optional<std::chrono::milliseconds> fraction(0);
    if (take(text, ".")) fraction = take_fraction(text);
    auto const offset = take_offset(text);
    std::chrono::year_month_day const date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!fraction || !offset || !text.empty() || !date.ok()) return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
           std::chrono::seconds(*second) + *fraction - *offset;
}

}  // namespace core
