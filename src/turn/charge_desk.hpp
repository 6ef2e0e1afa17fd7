#pragma once

#include "core/clock.hpp"
#include "core/guarded.hpp"
#include "core/principal.hpp"
#include "core/task_group.hpp"
#include "llm/meter.hpp"
#include "store/database.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <atomic>
#include <string>
#include <vector>

namespace turn {

// Stores what calls cost whose answers are not stored. Nobody waits for it: all that comes within a tenth of a second
// is one commit. The budgets were charged before; should the process die in between, what it had leased and not
// accounted for is given back, these few calls with it. Thread-safe.
class charge_desk {
public:
    // `on` is the loop that its work runs on.
    charge_desk(store::database& db, core::clock const& time, boost::asio::any_io_executor on);

    void add(core::principal who, std::string turn_id, std::vector<llm::charge> charges);

    // Returns once all is stored, or the store does not take it. Nothing may be added afterwards.
    core::task<> close();

private:
    struct entry {
        core::principal who;
        std::string turn_id;
        std::vector<llm::charge> charges;
    };
    struct state {
        std::vector<entry> waiting;
        bool busy = false;
    };

    core::task<> store_soon();
    core::task<bool> store(std::vector<entry> const& entries);

    store::database& db_;
    core::clock const& clock_;
    core::task_group group_;
    core::guarded<state> state_;
    std::atomic<bool> closing_{false};
};

}  // namespace turn
