#pragma once

#include "core/clock.hpp"
#include "store/repositories/audit.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace identity {

// The hash of the entry that follows one whose hash is `previous` (empty: the first): SHA-256 over that hash and every
// column of the row, each with its length before it, so that no two rows have the same bytes.
std::string chain_hash(std::string const& previous, store::audit_row const& row);

struct chain_report {
    std::optional<std::int64_t> broken_at{};   // the first entry that does not follow from those before it
    std::int64_t sealed = 0, unsealed = 0;
    std::int64_t unsealed_seconds = 0;         // age of the oldest entry that is not sealed
    std::string head{};  // hash of the last sealed entry: note it elsewhere to notice a cut end
};

// Follows the chain over rows as they come, in order. Pure. A row that was changed, removed, inserted or moved breaks
// it at that row or the next; only a cut at the very end does not show, but in `head`.
class chain_check {
public:
    explicit chain_check(core::timestamp now) : now_(now) {}

    void take(store::audit_row const& row);
    chain_report const& report() const { return report_; }

private:
    core::timestamp now_;
    chain_report report_;
};

// Seals up to `limit` entries and returns how many. In a write transaction.
std::int64_t seal_some(store::connection& db, std::int64_t limit);

// Checks the whole log, in pages.
chain_report verify_chain(store::connection& db, core::timestamp now);

}  // namespace identity
