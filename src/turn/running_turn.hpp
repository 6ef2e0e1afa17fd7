#pragma once

#include "core/clock.hpp"
#include "core/error.hpp"
#include "core/principal.hpp"
#include "core/usage.hpp"
#include "llm/kept_answer.hpp"
#include "llm/message.hpp"
#include "llm/meter.hpp"
#include "store/turn_log/turn_log.hpp"
#include "turn/payloads.hpp"
#include "turn/request.hpp"
#include "turn/takeover_plan.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace turn {

// What has come of an answer so far.
struct answer {
    std::string text{};
    std::string thinking{};
    std::vector<llm::tool_call> tool_calls{};
    llm::replay kept{};                              // what its provider wants back
    core::usage tokens{};
    std::string provider{}, model{};
    bool fell_back = false;                          // to another model than the first choice
    std::optional<llm::finish_reason> finish{};      // set by a complete answer
    std::optional<core::error> failure{};
    std::optional<std::chrono::milliseconds> to_first_token{};
};

// A turn while it runs, on its loop. The engine owns it; other loops reach it only to cancel.
struct running_turn {
    running_turn(turn_ids i, core::principal p, turn_options o, store::turn_writer l, boost::asio::any_io_executor on)
        : ids(std::move(i)), who(std::move(p)), options(std::move(o)), log(std::move(l)), loop(std::move(on)) {}

    turn_ids const ids;
    core::principal const who;
    turn_options const options;
    store::turn_writer log;
    boost::asio::any_io_executor const loop;

    bool kept = true;                // else only in memory: its log, its prompt, and no row anywhere
    std::vector<llm::message> prompt{};   // where its caller gave all of it
    std::string system_prompt{};
    std::string question{};          // known without a look into the store where it is the first message; else empty
    bool wants_title = false;
    bool shared = false;             // the conversation is others' to see
    int attempt = 1;
    llm::kept_answer upstream{};     // which the provider writes on for this turn
    std::vector<llm::kept_answer> left{};   // the same, of attempts that failed: to be stopped
    takeover otherwise = takeover::begin;   // where the answer that an earlier process began can't be taken up again
    bool restarts = false;           // what an earlier process left in `result.text` is not continued but made anew

    answer result{};
    std::vector<llm::charge> charges{};   // one per attempt so far; stored with the answer
    std::string counted_provider{}, counted_model{};   // that the metrics know to run; empty: none
    std::chrono::steady_clock::time_point const began = std::chrono::steady_clock::now();

    boost::asio::cancellation_signal stop{};
    bool cancelled = false;   // by its user: what was generated is kept
    bool abandoned = false;   // by the shutdown: the next process takes it over, if it is kept
};

}  // namespace turn
