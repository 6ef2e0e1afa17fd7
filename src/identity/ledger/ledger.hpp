#pragma once

#include "core/clock.hpp"
#include "core/guarded.hpp"
#include "core/metrics.hpp"
#include "core/task_group.hpp"
#include "identity/ledger/account_book.hpp"
#include "identity/ledger/lease_desk.hpp"
#include "identity/limits/current_limits.hpp"
#include "identity/limits/request_limits.hpp"
#include "llm/meter.hpp"
#include "llm/model_book.hpp"
#include "store/database.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <string>
#include <vector>

namespace identity {

// The meter behind every model call: what is set aside before it, what is charged after it.
//
// Budgets are spent in memory, out of slices that this process leased durably before; so a crash can lose what was
// leased, never spend it twice. The next start sums what the dead process had charged, from its cost events, and gives
// the rest of its leases back. Thread-safe but for begin().
class ledger final : public llm::meter {
public:
    // `on` is the loop for what is done each second; a reservation that is older than `call_max` belongs to no call any
    // more. Everything outlives it.
    ledger(store::database& db, current_limits& limits, request_limits& rates, llm::known_models const& models,
           core::clock const& time, core::metrics& registry, boost::asio::any_io_executor on,
           std::chrono::milliseconds call_max = std::chrono::minutes(20));
    ~ledger() override;

    // Ends what processes that died had leased, and reads the limits. Before anything is reserved, on no loop.
    core::result<void> begin();

    // Looks each second for changed limits and ended windows, until stop(), which gives back what is leased. On the
    // loop.
    void start();
    core::task<> stop();

    core::task<core::result<llm::reservation>> reserve(llm::metered_call call) override;
    llm::charge settle(llm::reservation reserved, core::usage used, core::usage estimate) noexcept override;
    void forget(std::span<llm::charge const> charges) noexcept override;
    core::task<llm::charge> charge_lost(llm::metered_call call) override;

    // Refuses early, before anything of a request is stored, what would plainly be refused: no tokens left in this
    // minute, or a budget that is used up. Says little about what comes at the same time: reserve() decides.
    core::result<void> may_begin(core::principal const& who, std::string const& conversation_id) const;

    // How the budgets of a caller stand, whether or not this process has used them.
    core::task<core::result<std::vector<budget_standing>>> standings(core::principal who, std::string conversation_id);

    core::task<core::result<budget_standing>> standing(budget_limit what);

    // Of the budgets that this process has used: the one that is nearest its end, if four fifths of it are gone.
    std::optional<budget_standing> warning(core::principal const& who, std::string const& conversation_id) const;

    std::string const& incarnation() const { return incarnation_; }
    std::size_t open_reservations() const;

private:
    struct room;
    struct crossing {
        used_up what;
        std::string organisation_id;
    };

    core::task<core::result<account_book::outcome>> hold(std::vector<budget_limit> budgets, call_bound bound);
    void granted(store::budget_window const& of, store::lease_grant const& grant, bool complete);
    void free(room& of) noexcept;
    void warn(std::vector<used_up> crossed, std::string const& organisation) noexcept;
    core::task<> watch();
    core::task<> look_around(bool sum_up);

    store::database& db_;
    current_limits& limits_;
    request_limits& rates_;
    llm::known_models const& models_;
    core::clock const& clock_;
    std::string const incarnation_;
    std::chrono::milliseconds const call_max_;
    core::guarded<account_book> book_;
    core::guarded<std::vector<crossing>> crossed_;  // to be told about
    lease_desk desk_;
    core::task_group group_;
    core::counter refused_, anomalies_, leases_, swept_;
};

// 429 with the time to the window's end.
core::error budget_refusal(used_up const& what, core::timestamp now);

}  // namespace identity
