#include "llm/routing/endpoint_desk.hpp"
#include "llm/splice.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <queue>
#include <random>
#include <set>
#include <stdexcept>

// Plans, breakers and splice over random schedules: many calls at once to endpoints that come and go, each call an
// answer whose text is known. Time is a number. What must hold is checked at every step.

namespace {

using namespace std::chrono_literals;
using core::errc;
using llm::manner;
using time_point = llm::endpoint_gate::time;

enum class weather { fine, down, silent, limits, cuts, filters };

struct violation : std::runtime_error {
    using runtime_error::runtime_error;
};

void must(bool holds, char const* what) {
    if (!holds) throw violation(what);
}

// Every piece of it stands at one place only, so that it shows where an answer goes on.
std::string whole_answer(int tokens) {
    std::string out;
    for (int i = 0; i < tokens; ++i) out += "<" + std::to_string(i) + ">";
    return out;
}

class world {
public:
    explicit world(std::uint64_t seed) : chance_(seed) {
        auto const endpoints = 1 + pick(4);
        std::vector<llm::endpoint_config> configs;
        for (int i = 0; i < endpoints; ++i) {
            configs.push_back({.provider = "p" + std::to_string(i % 3)});
            sky_.push_back(i == 0 && pick(2) == 0 ? weather::fine : some_weather());
            always_fine_.push_back(i == 0 && sky_[0] == weather::fine && pick(2) == 0);
        }
        desk_.emplace(configs, llm::breaker_bounds{.failures = 2 + pick(4), .rest = 10s});
    }

    void run() {
        auto const calls = 1 + pick(12);
        for (int i = 0; i < calls; ++i) begin();
        while (!due_.empty()) {
            auto const [at, id] = due_.top();
            due_.pop();
            now_ = at;
            if (pick(5) == 0) change_weather();
            step(*calls_[id], id);
        }
        must(retries_ <= 10 + calls / 10, "more was repeated than the budget allows");
    }

    int continued() const { return continued_; }

private:
    struct call {
        std::vector<llm::candidate> candidates;
        llm::attempt_plan plan;
        std::string truth, said;
        llm::spoken spoken{};
        time_point until;
        std::optional<llm::attempt> at{};
        int attempts = 0;
        int retries_left = 0;
        std::set<std::pair<std::size_t, std::size_t>> late{};   // routes that did not answer in time
        std::map<std::size_t, time_point> not_before{};
        bool filtered = false;
    };

    int pick(int n) { return std::uniform_int_distribution<int>(0, n - 1)(chance_); }
    weather some_weather() { return static_cast<weather>(pick(6)); }

    void change_weather() {
        auto const i = static_cast<std::size_t>(pick(static_cast<int>(sky_.size())));
        if (!always_fine_[i]) sky_[i] = pick(3) == 0 ? some_weather() : weather::fine;
    }

    void begin() {
        std::vector<llm::candidate> candidates;
        for (std::size_t i = 0; i < sky_.size(); ++i) {
            llm::candidate one{.provider = "p" + std::to_string(i % 3), .model = "m" + std::to_string(i)};
            one.can.prefill = pick(2) == 0;
            one.endpoints = {i};
            if (i > 0 && pick(3) == 0) candidates.back().endpoints.push_back(i);   // another key of the one before
            else candidates.push_back(std::move(one));
        }
        std::ranges::shuffle(candidates, chance_);
        auto const retries = pick(3);
        llm::attempt_plan plan(candidates, {.retries = retries});
        auto made = std::make_unique<call>(call{.candidates = candidates,
                                                .plan = std::move(plan),
                                                .truth = whole_answer(1 + pick(60)),
                                                .said = {},
                                                .until = now_ + 600s});
        made->retries_left = retries;
        desk_->add_request();
        due_.push({now_ + std::chrono::milliseconds(pick(5000)), calls_.size()});
        calls_.push_back(std::move(made));
    }

    // Ends the attempt that runs, and makes the next.
    void step(call& c, std::size_t id) {
        if (c.at && finish(c)) return;
        auto const made = c.plan.next(*desk_, c.spoken, now_, c.until, pick(1000) / 1000.0);
        if (!made) return give_up(c);
        c.at = *made;
        check_attempt(c);
        due_.push({now_ + made->wait + std::chrono::milliseconds(1 + pick(3000)), id});
    }

    void check_attempt(call& c) {
        auto const& at = *c.at;
        auto const starts = now_ + at.wait;
        std::size_t routes = 0;
        for (auto const& one : c.candidates) routes += one.endpoints.size();
        must(++c.attempts <= static_cast<int>(routes * 3 + 2 * c.candidates.size()), "attempts without end");
        must(!c.late.contains({at.candidate, at.endpoint}), "a route was asked again that had not answered in time");
        must(!c.filtered, "a filtered answer was tried again");
        must(!c.not_before.contains(at.endpoint) || c.not_before[at.endpoint] <= starts, "Retry-After was not obeyed");
        must((at.how == manner::begin) == !c.spoken.anything(), "an answer begun was begun again");
        if (at.wait > 0ms) ++retries_, must(c.retries_left-- > 0, "more rounds than there are retries");
        if (at.as == llm::entry::probe) must(probes_.insert(at.endpoint).second, "two probes at once");
    }

    // True when the call has ended.
    bool finish(call& c) {
        auto const at = *c.at;
        if (at.as == llm::entry::probe) probes_.erase(at.endpoint);
        if (pick(40) == 0) {   // its caller went away
            desk_->given_up(at.endpoint, at.as);
            return true;
        }
        auto const fails = [&](errc code, bool began, std::optional<int> retry_after = {}) {
            core::error why{code};
            why.retryable = code != errc::content_filtered && code != errc::invalid_input;
            why.retry_after_s = retry_after;
            desk_->failed(at.endpoint, code, now_, began ? llm::entry::passed : at.as);
            c.plan.failed(why, now_, began);
            if (code == errc::timeout) c.late.insert({at.candidate, at.endpoint});
            if (retry_after) c.not_before[at.endpoint] = now_ + std::chrono::seconds(*retry_after);
            return false;
        };
        if (at.how == manner::prefill && pick(4) == 0) return fails(errc::invalid_input, false);
        switch (sky_[at.endpoint]) {
        case weather::down:   return fails(errc::upstream_failed, false);
        case weather::silent: return fails(errc::timeout, false);
        case weather::limits:
            return fails(errc::rate_limited, false, pick(2) == 0 ? std::optional(pick(90)) : std::nullopt);
        case weather::filters: c.filtered = true; return fails(errc::content_filtered, false);
        case weather::cuts:
        case weather::fine:    break;
        }
        bool const cut = sky_[at.endpoint] == weather::cuts;
        desk_->began(at.endpoint, now_);
        say(c, cut);
        if (cut) return fails(pick(2) == 0 ? errc::upstream_failed : errc::timeout, true);
        desk_->succeeded(at.endpoint, now_);
        must(c.said == c.truth, "the answer is not whole");
        return true;
    }

    // What the model says, as one would: from the start, right behind what it was given, or with a piece of it again.
    void say(call& c, bool cut) {
        auto const how = c.at->how;
        if (how == manner::restart || how == manner::begin) c.said.clear();
        else ++continued_;
        std::size_t from = c.said.size();
        if (how == manner::ask && pick(2) == 0)
            from = c.said.size() < 40 || pick(2) == 0 ? 0 : c.said.size() - 16 - pick(20);
        auto const end = cut ? from + pick(static_cast<int>(c.truth.size() - from) + 1) : c.truth.size();
        std::optional<llm::splice> joint;
        if (how == manner::prefill || how == manner::ask) joint.emplace(c.said);
        auto const before = c.said;
        for (auto at = from; at < end;) {
            auto const piece = std::min<std::size_t>(end - at, 1 + pick(9));
            c.said += joint ? joint->feed(std::string_view(c.truth).substr(at, piece)) : c.truth.substr(at, piece);
            at += piece;
        }
        if (joint && !cut) c.said += joint->finish();
        must(c.said.starts_with(before) && c.truth.starts_with(c.said), "what was shown is no beginning of the answer");
        c.spoken.text = !c.said.empty();
    }

    void give_up(call const& c) {
        if (c.filtered) return;
        for (auto const& one : c.candidates)
            for (auto const endpoint : one.endpoints)
                must(!always_fine_[endpoint], "a call failed that one of its routes would have answered");
    }

    std::mt19937_64 chance_;
    time_point now_ = time_point(1h);
    std::vector<weather> sky_;
    std::vector<bool> always_fine_;
    std::optional<llm::endpoint_desk> desk_;
    std::vector<std::unique_ptr<call>> calls_;
    std::priority_queue<std::pair<time_point, std::size_t>, std::vector<std::pair<time_point, std::size_t>>,
                        std::greater<>>
        due_;
    std::set<std::size_t> probes_;
    int retries_ = 0;
    int continued_ = 0;
};

TEST(routing_simulation, gets_every_answer_through_that_a_route_can_give) {
    char const* const count = std::getenv("PARLANCE_SIMULATIONS");
    char const* const asked = std::getenv("PARLANCE_SEED");
    auto const schedules = count ? std::atoi(count) : 10'000;
    auto const seed = asked ? std::strtoull(asked, nullptr, 10) : std::random_device{}();
    std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
    int continued = 0;
    for (int i = 0; i < schedules; ++i) {
        try {
            world w(seed + i);
            w.run();
            continued += w.continued();
        } catch (violation const& v) {
            FAIL() << v.what() << ": PARLANCE_SEED=" << seed + i << " PARLANCE_SIMULATIONS=1";
        }
    }
    EXPECT_TRUE(continued > 0 || schedules < 100) << "nothing was ever gone on with";
}

}  // namespace
