#include "chat/retention_job.hpp"

#include "core/id.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/idempotency.hpp"

namespace chat {

void ensure_retention_job(store::connection& db, core::timestamp now) {
    store::job_row job{.id = core::new_id(now), .kind = retention_job_kind};
    job.run_at = job.created_at = now;
    store::jobs::add_only(db, job);
}

core::task<core::result<void>> apply_retention(store::database& db, core::clock const& time, retention how_long) {
    auto const now = time.now();
    for (std::int64_t removed = 1; removed > 0;) {
        auto some = [&](store::connection& c) -> core::result<std::int64_t> {
            constexpr std::int64_t at_once = 20;   // so that no transaction keeps the others waiting
            return store::conversations::purge(c, now - how_long.delete_grace, at_once);
        };
        auto const done = co_await db.write(std::move(some));
        if (!done) co_return done.error();
        removed = *done;
    }
    auto rest = [&](store::connection& c) -> core::result<void> {
        store::idempotency::purge(c, now, how_long.keys);
        store::job_row next{.id = core::new_id(now), .kind = retention_job_kind};
        next.created_at = now;
        next.run_at = now + std::chrono::hours(1);
        store::jobs::add_only(c, next);
        return {};
    };
    co_return co_await db.write(std::move(rest));
}

}  // namespace chat
