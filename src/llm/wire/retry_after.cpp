#include "llm/wire/retry_after.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace llm {
namespace {

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// Takes `text`, all of it, for a number of digits only.
std::optional<std::uint64_t> digits(std::string_view text) {
    std::uint64_t value = 0;
    auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem == std::errc::result_out_of_range) return UINT64_MAX;
    if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// The one form that servers may send, "Sun, 06 Nov 1994 08:49:37 GMT"; the two obsolete ones are not worth their lines.
std::optional<std::chrono::sys_seconds> parse_date(std::string_view text) {
    using namespace std::chrono;
    if (text.size() != 29 || text.substr(3, 2) != ", " || text.substr(25) != " GMT") return std::nullopt;
    if (text[19] != ':' || text[22] != ':') return std::nullopt;
    auto const found = std::ranges::find(months, text.substr(8, 3));
    auto const day_number = digits(text.substr(5, 2));
    auto const year_number = digits(text.substr(12, 4));
    auto const h = digits(text.substr(17, 2));
    auto const m = digits(text.substr(20, 2));
    auto const s = digits(text.substr(23, 2));
    if (found == months.end() || !day_number || !year_number || !h || !m || !s) return std::nullopt;
    if (*h > 23 || *m > 59 || *s > 60) return std::nullopt;

    year_month_day const date{year(static_cast<int>(*year_number)),
                              month(static_cast<unsigned>(found - months.begin()) + 1),
                              day(static_cast<unsigned>(*day_number))};
    if (!date.ok()) return std::nullopt;
    return sys_days(date) + hours(*h) + minutes(*m) + seconds(*s);
}

}  // namespace

std::optional<std::chrono::seconds> parse_retry_after(std::string_view value, core::timestamp now) {
    using std::chrono::seconds;
    while (value.starts_with(' ')) value.remove_prefix(1);
    while (value.ends_with(' ')) value.remove_suffix(1);
    if (auto const number = digits(value))
        return seconds(std::min<std::uint64_t>(*number, static_cast<std::uint64_t>(retry_after_max.count())));
    if (auto const date = parse_date(value))
        return std::clamp(std::chrono::ceil<seconds>(*date - now), seconds(0), retry_after_max);
    return std::nullopt;
}

}  // namespace llm
