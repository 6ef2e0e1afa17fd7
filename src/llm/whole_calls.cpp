#include "llm/whole_calls.hpp"

#include "core/interrupt.hpp"
#include "core/log.hpp"
#include "llm/routing/retry_policy.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace llm {
namespace {

using clock = std::chrono::steady_clock;

std::chrono::milliseconds since(clock::time_point then) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(clock::now() - then);
}

}  // namespace

// Between its reservation and its settlement; as cancelled where nobody said how it ended.
class whole_calls::attempt {
public:
    attempt(meter& by, reservation room, charge named, std::vector<charge>& to)
        : ledger_(by), reserved_(std::move(room)), what_(std::move(named)), charges_(to) {}
    attempt(attempt const&) = delete;
    ~attempt() {
        if (!settled_) settle(attempt_outcome::cancelled, {}, {});
    }

    core::usage settle(attempt_outcome how, core::usage told, core::usage own) noexcept {
        settled_ = true;
        auto done = ledger_.settle(std::move(reserved_), told, own);
        what_.incarnation_id = std::move(done.incarnation_id);
        what_.used = done.used;
        what_.nano_usd = done.nano_usd;
        what_.budgets = std::move(done.budgets);
        what_.how = how;
        what_.shown = how == attempt_outcome::answered;
        what_.duration = since(began_);
        charges_.push_back(std::move(what_));
        return charges_.back().used;
    }

private:
    meter& ledger_;
    reservation reserved_;
    charge what_;
    std::vector<charge>& charges_;
    clock::time_point const began_ = clock::now();
    bool settled_ = false;
};

// The way of one attempt through the desk. The breaker of a provider that answers prompts counts answers only; that of
// one that does not is ours.
class whole_calls::passage {
public:
    passage(fleet& among, std::string_view provider) : desk_(among.desk), provider_(provider) {
        auto const& all = among.endpoints;
        auto const one = std::ranges::find(all, provider, &endpoint_config::provider);
        if (one == all.end() || one->answers) return;
        endpoint_ = static_cast<std::size_t>(one - all.begin());
        as_ = desk_.enter(*endpoint_, clock::now());
    }
    passage(passage const&) = delete;
    ~passage() {
        if (endpoint_ && as_ != entry::refused && !told_) desk_.given_up(*endpoint_, as_);
    }

    std::optional<core::error> refusal() const {
        if (!endpoint_ || as_ != entry::refused) return std::nullopt;
        core::error out{core::errc::unavailable, std::string(provider_) + " can't be reached; try again shortly."};
        out.provider = provider_;
        out.retryable = true;
        auto const rest = std::chrono::ceil<std::chrono::seconds>(desk_.opens_in(*endpoint_, clock::now()));
        out.retry_after_s = std::max(1, static_cast<int>(rest.count()));
        return out;
    }

    void ended(std::optional<core::errc> failure) {
        told_ = true;
        if (!endpoint_) {
            if (failure != core::errc::invalid_input) desk_.heard(provider_, failure);
        } else if (failure) {
            desk_.failed(*endpoint_, *failure, clock::now(), as_);
        } else {
            desk_.succeeded(*endpoint_, clock::now());
        }
    }

private:
    endpoint_desk& desk_;
    std::string_view provider_;
    std::optional<std::size_t> endpoint_{};
    entry as_ = entry::passed;
    bool told_ = false;
};

core::task<core::result<core::usage>> whole_calls::make(metered_call const& what, std::vector<charge>& charges,
                                                        whole_ask const& ask) {
    budget_.with([](auto& budget) { budget.add_request(); });
    auto const among = router_.fleet();
    auto const began = clock::now();
    auto const left = [&] {
        return std::max(router_.config().limits.total - since(began), std::chrono::milliseconds(0));
    };
    retry_policy policy({.retries = router_.config().retries});
    for (;;) {
        auto made = co_await try_once(*among, what, charges, ask, left());
        if (made || made.error().code == core::errc::unavailable) co_return made;
        auto const wait = policy.after(made.error(), draw_(), left());
        if (!wait || !budget_.with([](auto& budget) { return budget.take_retry(); })) co_return made.error();
        co_await core::sleep_for(*wait);
    }
}

core::task<core::result<core::usage>> whole_calls::try_once(fleet& among, metered_call const& what,
                                                            std::vector<charge>& charges, whole_ask const& ask,
                                                            std::chrono::milliseconds left) {
    passage way(among, what.provider);
    if (auto resting = way.refusal()) co_return std::move(*resting);
    auto room = co_await router_.ledger().reserve(what);
    if (!room) co_return room.error();
    charge named{.provider = what.provider, .model = what.model, .purpose = what.purpose};
    attempt running(router_.ledger(), std::move(*room), std::move(named), charges);

    auto limits = router_.config().limits;
    limits.first_token = limits.silence;   // nothing streams: the reply is there when all of it is
    limits.total = left;
    auto const told = co_await ask(limits);
    if (!told) {
        running.settle(attempt_outcome::failed, {}, {});
        auto const& why = told.error();
        way.ended(why.code);
        core::log(core::level::warning, "llm", "an attempt failed",
                  {{"provider", what.provider},
                   {"model", what.model},
                   {"purpose", what.purpose},
                   {"error", core::to_string(why.code)},
                   {"cause", why.message}});
        co_return why;
    }
    way.ended(std::nullopt);
    core::usage const own{.prompt_tokens = what.prompt_tokens, .estimated = true};
    co_return running.settle(attempt_outcome::answered, *told, own);
}

}  // namespace llm
