#include "llm/routing/attempt_plan.hpp"

#include <gtest/gtest.h>

#include <set>

namespace {

using namespace std::chrono_literals;
using core::errc;
using llm::manner;

auto const start = llm::endpoint_gate::time(1h);

core::error fails(errc code, std::optional<int> retry_after = {}) {
    core::error out{code, core::to_string(code)};
    out.retryable = code == errc::upstream_failed || code == errc::rate_limited || code == errc::timeout;
    out.retry_after_s = retry_after;
    return out;
}

struct open_gate final : llm::endpoint_gate {
    bool admits(std::size_t endpoint, time) const override { return !shut.contains(endpoint); }
    llm::entry enter(std::size_t endpoint, time now) override {
        return admits(endpoint, now) ? llm::entry::passed : llm::entry::refused;
    }
    std::chrono::milliseconds opens_in(std::size_t, time) const override { return 41'500ms; }
    bool take_retry() override { return retries-- > 0; }

    std::set<std::size_t> shut;
    int retries = 100;
};

// A call whose attempts all fail, one after the other.
struct attempt_plan : testing::Test {
    // "0 1 begin": candidate, endpoint and manner of the next attempt, with its wait; or the error.
    std::string next(llm::spoken said = {}, double draw = 0.5) {
        auto const made = plan->next(gate, said, now, start + 600s, draw);
        if (!made) return core::to_string(made.error().code);
        now += made->wait;
        constexpr char const* manners[] = {"begin", "prefill", "ask", "restart"};
        auto out = std::to_string(made->candidate) + " " + std::to_string(made->endpoint) + " " +
                   manners[static_cast<int>(made->how)];
        if (made->wait.count() > 0) out += " after " + std::to_string(made->wait.count());
        if (!made->another_remains) out += " last";
        return out;
    }
    void fail(errc code, std::optional<int> retry_after = {}) { plan->failed(fails(code, retry_after), now); }

    void over(std::vector<llm::candidate> candidates, llm::retry_bounds bounds = {}) {
        plan.emplace(std::move(candidates), bounds);
        now = start;
    }

    open_gate gate;
    std::optional<llm::attempt_plan> plan;
    llm::endpoint_gate::time now = start;
};

llm::candidate const large{.provider = "a", .model = "large", .endpoints = {0, 1}};
llm::candidate const small{.provider = "b", .model = "small", .endpoints = {2}};

TEST_F(attempt_plan, asks_the_next_route_at_once_and_all_again_with_jitter) {
    over({large, small}, {.retries = 2});
    EXPECT_EQ(next(), "0 0 begin");
    fail(errc::upstream_failed);
    EXPECT_EQ(next(), "0 1 begin");
    fail(errc::upstream_failed);
    EXPECT_EQ(next(), "1 2 begin last");
    fail(errc::upstream_failed);
    EXPECT_EQ(next(), "0 0 begin after 500");
    for (int i = 0; i < 2; ++i) fail(errc::upstream_failed), next();
    fail(errc::upstream_failed);
    EXPECT_EQ(next({}, 0.25), "0 0 begin after 500");
    for (int i = 0; i < 2; ++i) fail(errc::upstream_failed), next();
    fail(errc::rate_limited);
    EXPECT_EQ(next(), "upstream_failed") << "two rounds of retries, and the first failure is told";
}

TEST_F(attempt_plan, waits_longer_each_round_up_to_its_cap) {
    over({small}, {.retries = 5, .base = 1s, .factor = 4, .cap = 20s});
    next();
    for (auto const wait : {"500", "2000", "8000", "10000"}) {
        fail(errc::upstream_failed);
        EXPECT_EQ(next(), "0 2 begin after " + std::string(wait) + " last");
    }
}

TEST_F(attempt_plan, repeats_nothing_once_the_budget_of_all_calls_is_spent) {
    over({large});
    gate.retries = 0;
    next();
    fail(errc::upstream_failed);
    EXPECT_EQ(next(), "0 1 begin last") << "another route is no repetition";
    fail(errc::upstream_failed);
    EXPECT_EQ(next(), "upstream_failed");
}

//
TEST_F(attempt_plan, waits_as_long_as_the_server_says_up_to_the_cap) {
    over({small});
    next();
    fail(errc::rate_limited, 7);
    EXPECT_EQ(next(), "0 2 begin after 7000 last");

    over({small});
    next();
    fail(errc::rate_limited, 3600);
    EXPECT_EQ(next(), "rate_limited");

    over({large});
    next();
    fail(errc::rate_limited, 30);
    EXPECT_EQ(next(), "0 1 begin last") << "the other key at once";
    fail(errc::rate_limited, 5);
    EXPECT_EQ(next(), "0 1 begin after 5000 last") << "the one that is ready first";
}

TEST_F(attempt_plan, does_not_wait_past_the_end_of_its_time) {
    over({small});
    now = start + 599s + 600ms;
    next();
    fail(errc::upstream_failed);
    EXPECT_EQ(next(), "upstream_failed");
}

TEST_F(attempt_plan, does_not_ask_the_same_route_again_that_did_not_answer_or_will_never) {
    for (auto const code : {errc::timeout, errc::unauthorized, errc::forbidden}) {
        over({large});
        next();
        fail(code);
        EXPECT_EQ(next(), "0 1 begin last");
        fail(code);
        EXPECT_EQ(next(), core::to_string(code));
    }
    over({large});
    next();
    fail(errc::not_found);
    EXPECT_EQ(next(), "not_found") << "its other keys lead to the same models";
}

TEST_F(attempt_plan, takes_a_filtered_answer_for_final) {
    over({large, small});
    next();
    fail(errc::content_filtered);
    EXPECT_EQ(next(), "content_filtered");
}

TEST_F(attempt_plan, follows_a_window_that_is_too_small_by_a_larger_one_only) {
    auto const window = [](std::string model, std::int64_t tokens, std::size_t endpoint) {
        return llm::candidate{
            .provider = "a", .model = std::move(model), .context_tokens = tokens, .endpoints = {endpoint}};
    };
    over({window("8k", 8'000, 0), window("4k", 4'000, 1), window("8k", 8'000, 2), window("128k", 128'000, 3)});
    next();
    fail(errc::context_too_long);
    EXPECT_EQ(next(), "3 3 begin last");
    fail(errc::context_too_long);
    EXPECT_EQ(next(), "context_too_long");
}

TEST_F(attempt_plan, goes_on_with_an_answer_as_the_model_can) {
    auto continues = small;
    continues.can.prefill = true;
    over({small, continues});
    EXPECT_EQ(next({.text = true}), "0 2 ask");
    fail(errc::upstream_failed);
    EXPECT_EQ(next({.text = true}), "1 2 prefill last");
    EXPECT_EQ((over({small}), next({.thinking = true})), "0 2 restart last");
    EXPECT_EQ((over({small}), next({.text = true, .call = true})), "0 2 ask last") << "nobody was shown the call";
}

TEST_F(attempt_plan, asks_in_another_way_whoever_refuses_to_be_continued) {
    auto continues = small;
    continues.can.prefill = true;
    over({continues}, {.retries = 0});
    EXPECT_EQ(next({.text = true}), "0 2 prefill last");
    fail(errc::invalid_input);
    EXPECT_EQ(next({.text = true}), "0 2 ask last");
    fail(errc::invalid_input);
    EXPECT_EQ(next({.text = true}), "0 2 restart last");
    fail(errc::invalid_input);
    EXPECT_EQ(next({.text = true}), "invalid_input");
}

TEST_F(attempt_plan, passes_by_breakers_that_are_open) {
    over({large, small});
    gate.shut = {0, 2};
    EXPECT_EQ(next(), "0 1 begin last");

    over({large});
    gate.shut = {0, 1};
    auto const made = plan->next(gate, {}, now, start + 600s, 0);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, errc::unavailable);
    EXPECT_EQ(made.error().retry_after_s, 42);
}

TEST_F(attempt_plan, tells_of_the_failure_that_cut_the_answer_rather_than_of_one_before_it) {
    over({large}, {.retries = 0});
    next();
    fail(errc::rate_limited);
    next();
    plan->failed(fails(errc::upstream_failed), now, true);
    EXPECT_EQ(next({.text = true}), "upstream_failed");
}

}  // namespace
