#pragma once

#include "core/guarded.hpp"
#include "core/result.hpp"
#include "core/task.hpp"
#include "identity/limits/limit_table.hpp"
#include "store/database.hpp"

#include <memory>

namespace identity {

// The limits as they stand: read from the database, and again whenever somebody changed them there. Thread-safe.
class current_limits {
public:
    explicit current_limits(store::database& db) : db_(db) {}
    current_limits(current_limits const&) = delete;

    // Before it was loaded there are no limits.
    std::shared_ptr<limit_table const> now() const {
        return table_.with([](auto const& table) { return table; });
    }

    // For the start, on a thread that is no loop.
    core::result<void> load();

    // Reads them again where their version is another one. After a change of one's own, and once a second.
    core::task<core::result<void>> refresh();

private:
    core::result<void> read(store::connection& db);

    store::database& db_;
    core::guarded<std::shared_ptr<limit_table const>> table_{
        std::make_shared<limit_table const>(std::vector<store::tier_row>(), std::vector<store::budget_row>(), 0)};
};

}  // namespace identity
