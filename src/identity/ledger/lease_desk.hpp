#pragma once

#include "core/async.hpp"
#include "core/guarded.hpp"
#include "core/metrics.hpp"
#include "identity/ledger/account_book.hpp"
#include "store/database.hpp"

#include <functional>
#include <map>
#include <vector>

namespace identity {

// Takes leases out of budgets in the database: one write at a time for each window. Whoever comes meanwhile waits for
// it, at most `waiting_max` of them, and what they miss is asked for in one write of its own. Thread-safe.
class lease_desk {
public:
    // What came of a write; called before anybody goes on.
    using receiver = std::function<void(store::budget_window const&, store::lease_grant, bool complete)>;

    lease_desk(store::database& db, std::string incarnation, receiver granted, core::counter waits,
               std::size_t waiting_max = 1024)
        : db_(db), incarnation_(std::move(incarnation)), granted_(std::move(granted)), waits_(waits),
          waiting_max_(waiting_max) {}
    lease_desk(lease_desk const&) = delete;

    // Returns once there was a lease since, or could be none. Fails with unavailable: the store takes no writes, or too
    // many wait.
    core::task<core::result<void>> take(lease_needed need);

private:
    using key = std::pair<std::string, core::timestamp>;
    struct queue {
        std::int64_t missing = 0;  // to those who wait
        std::vector<std::move_only_function<void()>> waiting;
    };
    struct release;
    enum class place : std::uint8_t { first, waits, none };

    core::task<core::result<void>> lead(lease_needed need);
    core::task<core::result<void>> write(lease_needed const& need, std::int64_t wanted);
    core::task<> wait(key of);

    store::database& db_;
    std::string const incarnation_;
    receiver granted_;
    core::counter waits_;
    std::size_t const waiting_max_;
    core::guarded<std::map<key, queue>> queues_;
};

}  // namespace identity
