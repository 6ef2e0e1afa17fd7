#pragma once

#include "core/async.hpp"
#include "store/database.hpp"

#include <boost/asio/steady_timer.hpp>

#include <chrono>

namespace identity {

// Seals the audit log in the background, a few seconds behind what is written: hashing each entry in its own
// transaction would make every change wait for every other. Looks first, so that an idle server writes nothing.
// Belongs to the loop of its executor; stop() it before it goes away.
class audit_sealer {
public:
    audit_sealer(core::asio::any_io_executor executor, store::database& db,
                 std::chrono::milliseconds pause = std::chrono::seconds(5));
    audit_sealer(audit_sealer const&) = delete;

    void start();
    core::task<> stop();   // seals what is left

private:
    core::task<> run();
    core::task<> seal_all();

    store::database& db_;
    std::chrono::milliseconds pause_;
    core::task_group group_;
};

}  // namespace identity
