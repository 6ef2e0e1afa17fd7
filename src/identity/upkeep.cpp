#include "identity/upkeep.hpp"

#include "core/async.hpp"
#include "core/interrupt.hpp"
#include "store/repositories/access_changes.hpp"
#include "store/repositories/password_resets.hpp"
#include "store/repositories/refresh_tokens.hpp"
#include "store/repositories/sessions.hpp"

namespace identity {

namespace {

constexpr int flush_every = 15;     // seconds
constexpr int purge_every = 3600;

}  // namespace

void upkeep::start() {
    core::spawn(group_, "identity upkeep", [this] { return every_second(); });
}

core::task<> upkeep::stop() {
    group_.cancel();
    co_await group_.wait();
    co_await uses_.flush();
}

// A store that can't be reached for a while is met again a second later.
core::task<> upkeep::every_second() {
    for (int second = 0;; ++second) {
        co_await watch_.look();
        if (second % flush_every == 0) co_await uses_.flush();
        if (second % purge_every == 0) co_await purge();
        co_await core::sleep_for(std::chrono::seconds(1));
    }
}

core::task<> upkeep::purge() {
    auto const now = clock_.now();
    auto work = [now](store::connection& db) -> core::result<void> {
        store::sessions::purge(db, now);
        store::refresh_tokens::purge(db, now);
        store::password_resets::purge(db, now);
        store::access_changes::purge(db, now - std::chrono::hours(24));
        return {};
    };
    co_await db_.write(std::move(work));
}

}  // namespace identity
