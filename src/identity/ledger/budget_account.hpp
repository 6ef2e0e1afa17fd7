#pragma once

#include <cstdint>

namespace identity {

// What one process has of one budget in one window: the slices that it leased, less what it spent and what it has
// promised. Never spends or promises more than it leased, and, should the limit be lowered below that, nothing more at
// all. Pure.
class budget_account {
public:
    explicit budget_account(std::int64_t limit) : limit_(limit) {}

    void set_limit(std::int64_t limit) { limit_ = limit; }
    std::int64_t limit() const { return limit_; }

    // What may be reserved now, without a further lease.
    std::int64_t available() const;

    // `amount` must be available.
    void reserve(std::int64_t amount) { reserved_ += amount; }

    // Ends a reservation, of which `used` was needed. Returns what was charged: no more than was reserved.
    std::int64_t settle(std::int64_t reserved, std::int64_t used);

    // Takes back a charge that another process is going to make.
    void forget(std::int64_t charged) { spent_ -= charged; }

    // How large a lease must be for `amount` to be available: what is missing, or a slice that saves the next calls a
    // lease of their own, at most a hundredth of the limit or ten such calls.
    std::int64_t lease_for(std::int64_t amount) const;

    // A lease came; of the whole window, `leased_by_all` is leased now.
    void add_lease(std::int64_t granted, std::int64_t leased_by_all);

    // Of the whole window as far as is known here: what the others leased counts as used.
    std::int64_t used() const { return others_ + spent_; }
    std::int64_t remaining() const;

    std::int64_t leased() const { return leased_; }
    std::int64_t spent() const { return spent_; }
    std::int64_t reserved() const { return reserved_; }
    std::int64_t unspent() const { return leased_ - spent_; }

private:
    std::int64_t limit_;
    std::int64_t leased_ = 0;
    std::int64_t others_ = 0;
    std::int64_t spent_ = 0;
    std::int64_t reserved_ = 0;
};

}  // namespace identity
