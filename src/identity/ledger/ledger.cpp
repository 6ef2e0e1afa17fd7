#include "identity/ledger/ledger.hpp"

#include "core/id.hpp"
#include "core/interrupt.hpp"
#include "core/log.hpp"
#include "core/money.hpp"
#include "identity/audit/entry.hpp"
#include "store/repositories/cost_events.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace identity {

namespace {

std::string_view name_of(store::budget_unit unit) { return unit == store::budget_unit::tokens ? "tokens" : "dollars"; }

std::string_view name_of(store::budget_period period) { return period == store::budget_period::day ? "day" : "month"; }

std::string describe(budget_limit const& what) {
    return fmt::format("{} per {} ({})", name_of(what.unit), name_of(what.period), what.name);
}

bool four_fifths(budget_standing const& how) { return how.used >= how.what.amount - how.what.amount / 5; }

// Once for each window, whichever process notices.
void tell(store::connection& db, used_up const& what, std::string const& organisation, core::timestamp now) {
    if (!store::budget_leases::mark_warned(db, {what.what.id, what.until})) return;
    auto const text = describe(what.what);
    core::log(core::level::warning, "ledger", "four fifths of a budget are used",
              {{"budget_id", std::string_view(what.what.id)}, {"budget", text}});
    record(db, {.kind = "system"}, organisation,
           {.action = "budget.warn", .object_kind = "budget", .object_id = what.what.id, .details = {{"budget", text}}},
           now);
}

core::counter only(core::metrics& registry, char const* name, char const* help) {
    return registry.counters(name, help).at({});
}

}  // namespace

// What a call holds while it runs. One that is never settled, because its caller was cancelled between the two, gives
// everything back.
struct ledger::room final : llm::held_room {
    room(ledger& o, core::principal w, call_bound b) : owner(o), who(std::move(w)), bound(b) {}
    ~room() override { owner.free(*this); }

    ledger& owner;
    core::principal const who;
    call_bound bound;
    std::int64_t rate_tokens = 0;    // taken of the minute
    std::uint64_t reservation = 0;   // in the book; 0: no budget concerns it
};

ledger::ledger(store::database& db, current_limits& limits, request_limits& rates, llm::known_models const& models,
               core::clock const& time, core::metrics& registry, boost::asio::any_io_executor on,
               std::chrono::milliseconds call_max)
    : db_(db), limits_(limits), rates_(rates), models_(models), clock_(time), incarnation_(core::new_id(time.now())),
      call_max_(call_max),
      desk_(
          db, incarnation_, [this](auto const& of, auto const& grant, bool complete) { granted(of, grant, complete); },
          only(registry, "budget_waits_total", "Calls that waited for another's slice of the same budget.")),
      group_(std::move(on)), refused_(only(registry, "budget_refused_total", "Calls that a budget refused.")),
      anomalies_(only(registry, "usage_anomalies_total", "Usage reported by providers that can't be believed.")),
      leases_(only(registry, "budget_leases_total", "Slices taken out of budgets.")),
      swept_(only(registry, "budget_swept_total", "Reservations that no call ended in its time.")) {}

ledger::~ledger() = default;

core::result<void> ledger::begin() {
    auto work = [this](store::connection& db) -> core::result<void> {
        store::cost_events::sum_up(db);
        for (auto const& each : store::budget_leases::of_others(db, incarnation_))
            store::budget_leases::give_back(db, each.incarnation_id, each.of, each.amount - each.spent);
        store::incarnations::begin(db, incarnation_, clock_.now());
        return {};
    };
    if (auto const begun = db_.write_now(std::move(work)); !begun) return begun;
    return limits_.load();
}

void ledger::start() {
    core::spawn(group_, "ledger", [this] { return watch(); });
}

core::task<> ledger::stop() {
    group_.cancel();
    co_await group_.wait();
    auto const held = book_.with([](auto& book) { return book.end_all(); });
    auto work = [&](store::connection& db) -> core::result<void> {
        for (auto const& each : held) store::budget_leases::give_back(db, incarnation_, each.of, each.unspent);
        store::cost_events::sum_up(db);
        store::incarnations::end(db, incarnation_, clock_.now());
        return {};
    };
    // Where this can't be stored, the next start does the same.
    co_await db_.write(std::move(work));
}

core::task<> ledger::watch() {
    for (std::uint64_t seconds = 1;; ++seconds) {
        co_await core::sleep_for(std::chrono::seconds(1));
        co_await look_around(seconds % 60 == 0);
    }
}

core::task<> ledger::look_around(bool sum_up) {
    co_await limits_.refresh();
    auto const now = clock_.now();
    if (auto const lost = book_.with([&](auto& book) { return book.sweep(now - call_max_); }); lost > 0) {
        swept_.add(static_cast<double>(lost));
        core::log(core::level::error, "ledger", "reservations that no call ended were released",
                  {{"reservations", static_cast<std::int64_t>(lost)}});
    }
    auto const over = book_.with([&](auto& book) { return book.end_windows(now); });
    auto const crossed = crossed_.with([](auto& all) { return std::exchange(all, {}); });
    if (over.empty() && crossed.empty() && !sum_up) co_return;
    auto work = [&](store::connection& db) -> core::result<void> {
        for (auto const& each : over) store::budget_leases::give_back(db, incarnation_, each.of, each.unspent);
        if (sum_up) store::cost_events::sum_up(db);
        for (auto const& each : crossed) tell(db, each.what, each.organisation_id, now);
        return {};
    };
    co_await db_.write(std::move(work));
}

core::task<core::result<llm::reservation>> ledger::reserve(llm::metered_call call) {
    auto const now = clock_.now();
    call_bound bound{with_margin(call.prompt_tokens), call.completion_tokens_max,
                     models_.find(call.provider, call.model).costs};
    auto const most = rates_.tokens_max(call.who);
    if (bound.prompt_tokens > most - std::min<std::int64_t>(bound.completion_tokens, 16))
        co_return core::error{core::errc::context_too_long,
                              fmt::format("This takes more tokens than the {} that you may use in a minute.", most)};
    bound.completion_tokens = std::min(bound.completion_tokens, most - bound.prompt_tokens);

    auto const tokens = bound.amount(store::budget_unit::tokens);
    auto const rate = rates_.take_tokens(call.who, tokens, now);
    if (rate.retry_after.count() > 0)
        co_return rate_refusal(rate, "You have used your tokens of this minute. Try again when some are there again.");

    auto budgets = limits_.now()->budgets_of(call.who, call.conversation_id);
    auto held_here = std::make_unique<room>(*this, std::move(call.who), bound);
    held_here->rate_tokens = tokens;
    if (!budgets.empty()) {
        auto const got = co_await hold(std::move(budgets), bound);
        if (!got) co_return got.error();
        if (auto const* gone = std::get_if<used_up>(&*got)) {
            refused_.add();
            co_return budget_refusal(*gone, now);
        }
        held_here->reservation = std::get<held>(*got).id;
        held_here->bound.completion_tokens = std::get<held>(*got).completion_tokens;
    }
    auto const granted = held_here->bound.completion_tokens;
    co_return llm::reservation{granted, std::move(held_here)};
}

// Sets room aside in the budgets, after a lease where one is needed.
core::task<core::result<account_book::outcome>> ledger::hold(std::vector<budget_limit> budgets, call_bound bound) {
    constexpr int rounds_max = 16;   // the others may take what was leased for us
    for (int round = 0; round < rounds_max; ++round) {
        auto const got = book_.with([&](auto& book) { return book.reserve(budgets, bound, clock_.now()); });
        auto const* needed = std::get_if<lease_needed>(&got);
        if (!needed) co_return got;
        if (auto const taken = co_await desk_.take(*needed); !taken) co_return taken.error();
    }
    core::error out{core::errc::unavailable, "Too many requests share this budget; try again in a moment."};
    out.retry_after_s = 1;
    co_return out;
}

void ledger::granted(store::budget_window const& of, store::lease_grant const& grant, bool complete) {
    leases_.add();
    // Others may give something back, so an empty budget is asked again, but not by every call.
    auto const again_at = complete ? core::timestamp() : clock_.now() + std::chrono::seconds(1);
    book_.with([&](auto& book) { book.add_lease(of, grant.granted, grant.leased, again_at); });
}

llm::charge ledger::settle(llm::reservation reserved, core::usage used, core::usage estimate) noexcept {
    auto& of = static_cast<room&>(*reserved.room);
    auto const [believed, anomaly] = believe(used, estimate, of.bound);
    if (anomaly) {
        anomalies_.add();
        core::log(core::level::warning, "ledger", "a provider reports usage that can't be; our own count stands",
                  {{"prompt_tokens", used.prompt_tokens}, {"completion_tokens", used.completion_tokens}});
    }
    llm::charge out{.incarnation_id = incarnation_, .used = believed};
    if (of.bound.at) out.nano_usd = llm::cost_of(believed, *of.bound.at);
    if (of.reservation != 0) {
        std::vector<used_up> crossed;
        auto const id = std::exchange(of.reservation, 0);
        out.budgets = book_.with([&](auto& book) { return book.settle(id, believed, of.bound.at, &crossed); });
        warn(std::move(crossed), of.who.organisation_id);
    }
    rates_.return_tokens(of.who, of.rate_tokens - std::min(of.rate_tokens, believed.total()), clock_.now());
    of.rate_tokens = 0;
    return out;
}

void ledger::free(room& of) noexcept {
    if (of.reservation != 0) book_.with([&](auto& book) { book.settle(of.reservation, {}, of.bound.at); });
    rates_.return_tokens(of.who, of.rate_tokens, clock_.now());
}

void ledger::warn(std::vector<used_up> crossed, std::string const& organisation) noexcept {
    if (crossed.empty()) return;
    crossed_.with([&](auto& all) {
        for (auto& each : crossed) all.push_back({std::move(each), organisation});
    });
}

void ledger::forget(std::span<llm::charge const> charges) noexcept {
    for (auto const& each : charges)
        if (each.incarnation_id == incarnation_) book_.with([&](auto& book) { book.forget(each.budgets); });
}

// What the budgets no longer hold is not charged: they are never overdrawn.
core::task<llm::charge> ledger::charge_lost(llm::metered_call call) {
    call_bound const bound{call.prompt_tokens, call.completion_tokens_max,
                           models_.find(call.provider, call.model).costs};
    core::usage const used{
        .prompt_tokens = bound.prompt_tokens, .completion_tokens = bound.completion_tokens, .estimated = true};
    llm::charge out{.incarnation_id = incarnation_,
                    .provider = call.provider,
                    .model = call.model,
                    .purpose = call.purpose,
                    .how = llm::attempt_outcome::lost,
                    .used = used};
    if (bound.at) out.nano_usd = llm::cost_of(used, *bound.at);
    auto budgets = limits_.now()->budgets_of(call.who, call.conversation_id);
    for (auto& each : budgets) {   // one by one: where one is used up, the others are charged all the same
        auto const got = co_await hold({each}, bound);
        if (!got || !std::holds_alternative<held>(*got)) continue;
        auto const id = std::get<held>(*got).id;
        std::vector<used_up> crossed;
        auto charged = book_.with([&](auto& book) { return book.settle(id, used, bound.at, &crossed); });
        std::ranges::move(charged, std::back_inserter(out.budgets));
        warn(std::move(crossed), call.who.organisation_id);
    }
    co_return out;
}

core::result<void> ledger::may_begin(core::principal const& who, std::string const& conversation_id) const {
    auto const now = clock_.now();
    auto const rate = rates_.tokens_of(who, now);
    if (rate.limit.units > 0 && rate.retry_after.count() > 0)
        return rate_refusal(rate, "You have used your tokens of this minute. Try again when some are there again.");
    auto const budgets = limits_.now()->budgets_of(who, conversation_id);
    for (auto const& each : budgets) {
        auto const how = book_.with([&](auto const& book) { return book.standing(each, now); });
        if (how && how->remaining == 0) {
            auto counter = refused_;
            counter.add();
            return budget_refusal({how->what, how->resets_at}, now);
        }
    }
    return {};
}

core::task<core::result<budget_standing>> ledger::standing(budget_limit what) {
    auto const now = clock_.now();
    if (auto known = book_.with([&](auto const& book) { return book.standing(what, now); }))
        co_return std::move(*known);
    auto const window = window_of(what.period, now);
    auto work = [&](store::connection& db) -> core::result<store::window_use> {
        return store::budget_leases::used(db, {what.id, window.start});
    };
    auto const use = co_await db_.read(std::move(work));
    if (!use) co_return use.error();
    auto const remaining = std::max<std::int64_t>(0, what.amount - use->leased);
    co_return budget_standing{std::move(what), use->leased, remaining, window.end};
}

core::task<core::result<std::vector<budget_standing>>> ledger::standings(core::principal who,
                                                                         std::string conversation_id) {
    std::vector<budget_standing> out;
    for (auto& each : limits_.now()->budgets_of(who, conversation_id)) {
        auto how = co_await standing(std::move(each));
        if (!how) co_return how.error();
        out.push_back(std::move(*how));
    }
    co_return out;
}

std::optional<budget_standing> ledger::warning(core::principal const& who, std::string const& conversation_id) const {
    auto const budgets = limits_.now()->budgets_of(who, conversation_id);
    std::optional<budget_standing> out;
    auto const now = clock_.now();
    for (auto const& each : budgets) {
        auto how = book_.with([&](auto const& book) { return book.standing(each, now); });
        if (how && four_fifths(*how) && (!out || how->remaining < out->remaining)) out = std::move(how);
    }
    return out;
}

std::size_t ledger::open_reservations() const {
    return book_.with([](auto const& book) { return book.open_reservations(); });
}

core::error budget_refusal(used_up const& what, core::timestamp now) {
    core::error out{core::errc::budget_exceeded, fmt::format("The budget of {} is used up.", describe(what.what))};
    out.retry_after_s = static_cast<int>(std::chrono::ceil<std::chrono::seconds>(what.until - now).count());
    out.limit = what.what.unit == store::budget_unit::tokens ? static_cast<double>(what.what.amount)
                                                             : core::dollars(what.what.amount);
    return out;
}

}  // namespace identity
