#pragma once

#include "core/clock.hpp"
#include "core/task_group.hpp"
#include "identity/access_watch.hpp"
#include "identity/last_use.hpp"
#include "store/database.hpp"

namespace identity {

// What has to happen by itself: looking each second for changes that another process stored, writing down when sessions
// were used, and forgetting what has expired. Belongs to the loop of its executor; stop() it before it goes away.
class upkeep {
public:
    upkeep(core::asio::any_io_executor executor, store::database& db, core::clock const& clock, access_watch& watch,
           last_use& uses)
        : db_(db), clock_(clock), watch_(watch), uses_(uses), group_(std::move(executor)) {}
    upkeep(upkeep const&) = delete;

    void start();
    core::task<> stop();

private:
    core::task<> every_second();
    core::task<> purge();

    store::database& db_;
    core::clock const& clock_;
    access_watch& watch_;
    last_use& uses_;
    core::task_group group_;
};

}  // namespace identity
