#include "identity/ledger/budget_account.hpp"

#include <algorithm>

namespace identity {

std::int64_t budget_account::available() const {
    return std::max<std::int64_t>(0, std::min(leased_, limit_ - others_) - spent_ - reserved_);
}

std::int64_t budget_account::settle(std::int64_t reserved, std::int64_t used) {
    auto const charged = std::clamp<std::int64_t>(used, 0, reserved);
    reserved_ -= reserved;
    spent_ += charged;
    return charged;
}

std::int64_t budget_account::lease_for(std::int64_t amount) const {
    auto const missing = amount - available();
    if (missing <= 0) return 0;
    return std::max(missing, std::min(limit_ / 100, amount > limit_ / 10 ? limit_ : 10 * amount));
}

void budget_account::add_lease(std::int64_t granted, std::int64_t leased_by_all) {
    leased_ += granted;
    others_ = leased_by_all - leased_;
}

std::int64_t budget_account::remaining() const { return std::max<std::int64_t>(0, limit_ - used() - reserved_); }

}  // namespace identity
