#pragma once

#include "llm/splice.hpp"
#include "store/turn_log/commit_queue.hpp"
#include "store/turn_log/shared_log.hpp"
#include "turn/takeover_plan.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace simulation {

// What a schedule may do to the system, as chances in a thousand steps.
struct plan {
    int crash = 20;
    int failed_commit = 50;
    int unknown_commit = 50;   // stored, but reported as failed
    bool prefill = true;
    bool kept = false;         // the provider keeps its answers …
    int forgotten = 200;       // … for a while
    bool deliver_early = false;   // the fault that the simulation must notice
};

struct violation : std::logic_error {
    using std::logic_error::logic_error;
};

// One turn, the disk under it, and the readers above it, driven by one stream of random numbers. The commit queue, the
// live log and the takeover plan are the product's own; disk, clock, model and clients are simulated.
class world {
public:
    world(std::uint64_t seed, plan what);

    // Runs a random schedule, then lets the system come to its end. Throws violation.
    void run();

    int crashes() const { return crashes_; }

private:
    struct stored_row {
        std::uint64_t sequence;
        store::event_kind kind;
        std::string data;
    };
    struct reader {
        std::uint64_t cursor = 0;
        std::map<std::uint64_t, std::string> shown;   // by sequence
        int terminals = 0;
    };
    enum class stage { begin, generating, flushing, settled, done };

    bool chance(int in_thousand);
    void step();
    void start_process();
    void crash();
    void push(store::event_kind kind, std::string data);
    void engine_step();
    void begin(turn::takeover how, std::string const& text);
    bool take_up(std::string const& text);
    void say(std::string text);
    void begin_commit();
    void end_commit();
    void read(reader& who, std::size_t bytes_max);
    std::string token(int n) const;
    std::string shown_text(reader const& who) const;
    void check_end();

    std::mt19937_64 random_;
    plan plan_;
    std::chrono::steady_clock::time_point now_{std::chrono::seconds(1000)};
    int length_;

    // What survives a crash.
    std::vector<stored_row> disk_;
    std::set<std::uint64_t> on_disk_;
    std::optional<std::string> message_;   // the settled answer
    bool message_failed_ = false;          // stored with it
    int takeovers_ = 0;
    int answers_ = 0;   // that the provider began
    bool forgot_ = false;
    int crashes_ = 0;

    // What does not.
    std::shared_ptr<store::shared_log> log_;
    store::commit_queue queue_;
    std::optional<store::journal_batch> in_flight_;
    stage stage_ = stage::begin;
    bool failed_ = false;
    int attempt_ = 0;
    int next_token_ = 0;
    int answer_ = 0;                      // of the provider's: each is worded differently
    std::optional<llm::splice> joint_;    // where it is read again from its start

    std::vector<reader> readers_{3};
};

}  // namespace simulation
