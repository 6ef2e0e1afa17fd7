#include "turn/charge_desk.hpp"

#include "core/async.hpp"
#include "core/interrupt.hpp"
#include "core/log.hpp"
#include "identity/ledger/charged_usage.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace turn {

using namespace std::chrono_literals;

charge_desk::charge_desk(store::database& db, core::clock const& time, boost::asio::any_io_executor on)
    : db_(db), clock_(time), group_(std::move(on)) {}

void charge_desk::add(core::principal who, std::string turn_id, std::vector<llm::charge> charges) {
    if (charges.empty()) return;
    auto keep = [&](state& s) {
        s.waiting.push_back({std::move(who), std::move(turn_id), std::move(charges)});
        return std::exchange(s.busy, true);
    };
    if (state_.with(keep)) return;
    boost::asio::post(group_.executor(), [this] { core::spawn(group_, "charges", [this] { return store_soon(); }); });
}

core::task<> charge_desk::store_soon() {
    for (;;) {
        if (!closing_) co_await core::sleep_for(100ms);
        auto take = [](state& s) {
            s.busy = !s.waiting.empty();
            return std::exchange(s.waiting, {});
        };
        auto const entries = state_.with(take);
        if (entries.empty()) co_return;
        while (!co_await store(entries) && !closing_) co_await core::sleep_for(200ms);
    }
}

// False when the store takes no writes now.
core::task<bool> charge_desk::store(std::vector<entry> const& entries) {
    auto const now = clock_.now();
    auto work = [&](store::connection& db) -> core::result<void> {
        for (auto const& each : entries) identity::store_charges(db, {each.who, {}, each.turn_id}, each.charges, now);
        return {};
    };
    auto const stored = co_await db_.write_repeatable(std::move(work));
    if (!stored) core::log(core::level::error, "turn", "costs can't be stored: " + stored.error().message);
    co_return stored || stored.error().code != core::errc::unavailable;
}

core::task<> charge_desk::close() {
    closing_ = true;
    for (int i = 0; i < 200 && state_.with([](state const& s) { return s.busy; }); ++i) co_await core::sleep_for(10ms);
}

}  // namespace turn
