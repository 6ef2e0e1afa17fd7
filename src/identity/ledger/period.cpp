#include "identity/ledger/period.hpp"

namespace identity {

period_window window_of(store::budget_period period, core::timestamp when) {
    auto const day = std::chrono::floor<std::chrono::days>(when);
    if (period == store::budget_period::day) return {day, day + std::chrono::days(1)};
    std::chrono::year_month_day const date(day);
    auto const month = date.year() / date.month();
    return {std::chrono::sys_days(month / 1), std::chrono::sys_days((month + std::chrono::months(1)) / 1)};
}

}  // namespace identity
