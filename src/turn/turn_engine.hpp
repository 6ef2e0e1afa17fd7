#pragma once

#include "chat/changes.hpp"
#include "chat/history_window.hpp"
#include "core/clock.hpp"
#include "core/result.hpp"
#include "core/task.hpp"
#include "core/task_group.hpp"
#include "llm/router.hpp"
#include "observe/llm_metrics.hpp"
#include "store/database.hpp"
#include "store/repositories/turns.hpp"
#include "store/turn_log/turn_log.hpp"
#include "turn/admission.hpp"
#include "turn/charge_desk.hpp"
#include "turn/replay_memory.hpp"
#include "turn/running_turn.hpp"
#include "turn/running_turns.hpp"
#include "turn/settlement.hpp"
#include "turn/takeover_plan.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace turn {

// What is asked of whoever knows the limits, before a request is let in. Thread-safe functions; an empty one sets none.
struct admission_gate {
    std::function<std::int64_t(core::principal const&)> running_max{};
    std::function<core::result<void>(core::principal const&, std::string const& conversation_id)> may_begin{};
    std::function<core::result<void>(core::principal const&, std::string_view model)> may_use{};
};

struct turn_engine_config {
    admission_gate gate{};
    admission_limits admission{};
    takeover_limits takeover{};
    bool titles = true;  // let a job name new conversations
    chat::history_budget history{};
};

// A turn that is not kept, and its only reader.
struct unkept_turn {
    turn_ids ids;
    std::unique_ptr<store::turn_reader> reader;
};

// Runs turns. A turn belongs to the server: it goes on whatever happens to the connection that asked for it, and ends
// only by itself, by cancel(), or with an error. Thread-safe but for the constructor and drain().
class turn_engine {
public:
    // `loops` are the executors that turns run on; `jobs_added` is called when a job waits.
    turn_engine(store::database& db, store::turn_log& log, llm::router& router, chat::changes& told,
                core::clock const& time, observe::llm_metrics& metrics, std::vector<boost::asio::any_io_executor> loops,
                std::function<void()> jobs_added, turn_engine_config config = {});
    ~turn_engine();

    // Stores the turn and starts it on the caller's loop. When this returns, the turn will be answered, or ended with
    // an error, even if the process dies now. Errors as admit(), and unavailable when nothing could be stored.
    core::task<core::result<admitted_turn>> start(turn_request request);

    // Starts a turn on the caller's loop of which nothing is stored but its cost, and that a little later: no row, no
    // commit. `request.prompt` is all that the model sees. It goes on until it ends or stop_unkept() is called. Errors
    // as start(), but for those of the conversation.
    core::task<core::result<unkept_turn>> start_unkept(turn_request request);

    // Its client has gone. Without effect on a turn that is kept or has ended.
    void stop_unkept(std::string const& turn_id);

    // Stops a turn of this user; what was generated is kept. A turn that has ended is left as it is. Fails with
    // not_found.
    core::task<core::result<void>> cancel(core::principal who, std::string turn_id);

    // Stops the turns of a user who is suspended or gone; what was generated is kept. To be told of every change of
    // somebody's access.
    void access_changed(std::string user_id);

    // Takes up every turn that an earlier process left unfinished. Returns once each has its log, so that readers find
    // it; from then on they run. Call it before the first request is accepted.
    core::task<> take_over();

    // Refuses new turns, waits for the running ones up to `patience`, then leaves the rest for the next process. Runs
    // on any of the loops; afterwards no turn runs.
    core::task<> drain(std::chrono::milliseconds patience);

    // Where the cost of what is no turn goes.
    charge_desk& charges() { return charges_; }

    std::size_t running() const { return running_.size(); }

private:
    core::result<void> may_start(turn_request const& request, admission_limits& limits) const;
    core::result<void> may_use(core::principal const& who, std::string_view model) const {
        return config_.gate.may_use ? config_.gate.may_use(who, model) : core::result<void>();
    }
    void launch(std::shared_ptr<running_turn> turn, takeover how);
    void go_on(core::task_group& group, std::shared_ptr<running_turn> turn, takeover how);
    core::task<> until_launched(std::string turn_id);
    core::task<> run(std::shared_ptr<running_turn> turn, takeover how);
    core::task<> produce(running_turn& turn, takeover how);
    core::task<takeover> give_up_kept(running_turn& turn);
    core::task<> stop_kept(running_turn& turn);
    chat::history_budget history_for(llm::route const& route) const;
    core::task<> settle(running_turn& turn);
    core::task<> store_end(running_turn& turn, ending const& how);
    void count(running_turn const& turn);
    core::task<> tell(running_turn const& turn, chat::change_kind what);
    void take_up(store::turn_row const& row);
    core::task<> charge_lost(running_turn& turn, generated lost);
    core::task<> adopt(std::shared_ptr<running_turn> turn, store::turn_row row, bool readable);
    core::task<> end_settled(std::string turn_id);
    core::task_group& next_group();
    core::task_group& group_of(boost::asio::any_io_executor const& executor);
    void stop_turn(std::shared_ptr<running_turn> turn, bool running_turn::* why);
    core::task<> stop_turns_of(std::string user_id);

    store::database& db_;
    store::turn_log& log_;
    llm::router& router_;
    chat::changes& changes_;
    core::clock const& clock_;
    observe::llm_metrics& metrics_;
    std::function<void()> jobs_added_;
    turn_engine_config config_;
    std::vector<std::unique_ptr<core::task_group>> groups_;
    running_turns running_;
    charge_desk charges_;
    replay_memory replays_;
    std::size_t next_loop_ = 0;  // take_over()'s
    std::atomic<bool> draining_{false};
    std::atomic<int> access_looks_{0};  // that run
};

}  // namespace turn
