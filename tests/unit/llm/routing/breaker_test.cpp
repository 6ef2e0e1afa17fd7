#include "llm/routing/endpoint_desk.hpp"

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;
using core::errc;
using llm::breaker_state;
using llm::entry;

auto const start = llm::breaker::time(1h);

llm::breaker opened() {
    llm::breaker out;
    for (int i = 0; i < 5; ++i) out.failed(start, out.enter(start));
    return out;
}

//
TEST(breaker, opens_after_five_failures_in_a_row) {
    llm::breaker one;
    for (int i = 0; i < 4; ++i) one.failed(start, one.enter(start));
    EXPECT_EQ(one.state(start), breaker_state::closed);
    one.succeeded();
    for (int i = 0; i < 4; ++i) one.failed(start, one.enter(start));
    EXPECT_EQ(one.enter(start), entry::passed);
    one.failed(start, entry::passed);

    EXPECT_EQ(one.state(start), breaker_state::open);
    EXPECT_EQ(one.enter(start), entry::refused);
    EXPECT_EQ(one.opens_in(start + 1s), 59s);
}

TEST(breaker, lets_one_probe_pass_after_its_rest) {
    auto one = opened();
    EXPECT_EQ(one.enter(start + 59'999ms), entry::refused);
    EXPECT_EQ(one.enter(start + 60s), entry::probe);
    EXPECT_EQ(one.state(start + 60s), breaker_state::half_open);
    EXPECT_EQ(one.enter(start + 61s), entry::refused) << "one at a time";
}

TEST(breaker, closes_with_the_probe_or_rests_again) {
    auto one = opened();
    one.enter(start + 60s);
    one.succeeded();
    EXPECT_EQ(one.state(start + 60s), breaker_state::closed);

    auto other = opened();
    other.failed(start + 70s, other.enter(start + 60s));
    EXPECT_EQ(other.enter(start + 120s), entry::refused);
    EXPECT_EQ(other.enter(start + 130s), entry::probe);
}

TEST(breaker, makes_nobody_wait_for_the_end_of_a_probe_that_began_to_answer) {
    auto one = opened();
    one.enter(start + 60s);
    one.began();
    EXPECT_EQ(one.enter(start + 61s), entry::passed);
    one.failed(start + 62s, entry::passed);
    EXPECT_EQ(one.state(start + 62s), breaker_state::open) << "it broke after all";
}

TEST(breaker, gives_the_place_of_a_probe_that_was_given_up_to_the_next) {
    auto one = opened();
    one.given_up(one.enter(start + 60s));
    EXPECT_EQ(one.enter(start + 60s), entry::probe);
}

TEST(breaker, does_not_rest_longer_for_calls_that_were_under_way) {
    auto one = opened();
    one.failed(start + 30s, entry::passed);
    EXPECT_EQ(one.opens_in(start + 30s), 30s);
}

TEST(endpoint_desk, leaves_other_endpoints_alone) {
    std::vector<std::string> told;
    llm::endpoint_desk desk({{.provider = "a"}, {.provider = "b"}, {.provider = "a"}}, {},
                            [&](auto const& now) { told.push_back(now.label + " " + llm::to_string(now.breaker)); });
    for (int i = 0; i < 5; ++i) desk.failed(2, errc::upstream_failed, start);

    EXPECT_FALSE(desk.admits(2, start));
    EXPECT_TRUE(desk.admits(0, start) && desk.admits(1, start));
    EXPECT_EQ(told, std::vector<std::string>{"a#2 open"});
    EXPECT_EQ(desk.providers(), (std::vector<llm::provider_status>{{.name = "a"}, {.name = "b"}}))
        << "a provider is as well as its best endpoint";
}

TEST(endpoint_desk, takes_silence_and_a_refused_key_for_unreachable_and_a_refusal_for_a_sign_of_life) {
    for (auto const [why, there] : {std::pair(errc::upstream_failed, false), std::pair(errc::timeout, false),
                                    std::pair(errc::unauthorized, false), std::pair(errc::rate_limited, true),
                                    std::pair(errc::context_too_long, true), std::pair(errc::not_found, true)}) {
        llm::endpoint_desk desk({{.provider = "a"}});
        for (int i = 0; i < 9; ++i) desk.failed(0, why, start);
        EXPECT_EQ(desk.providers().at(0), (llm::provider_status{"a", there, why}));
        EXPECT_EQ(desk.admits(0, start), there);
        desk.succeeded(0, start);
        EXPECT_EQ(desk.providers().at(0), llm::provider_status{.name = "a"});
    }
}

TEST(endpoint_desk, shares_with_the_one_before_what_is_known_of_endpoints_that_stay) {
    llm::endpoint_desk before({{.provider = "a", .identity = "1"}, {.provider = "a", .identity = "2"}});
    for (int i = 0; i < 5; ++i) before.failed(1, errc::upstream_failed, start);
    auto const probe = before.enter(1, start + 60s);

    llm::endpoint_desk after({{.provider = "a", .identity = "2"}, {.provider = "a", .identity = "3"}}, {}, {}, &before);

    EXPECT_EQ(after.status(start).front().label, "a");
    EXPECT_FALSE(after.admits(0, start + 60s)) << "a call of before is the probe";
    EXPECT_TRUE(after.admits(1, start));
    before.given_up(1, probe);
    EXPECT_TRUE(after.admits(0, start + 60s));
    before.succeeded(1, start + 61s);
    EXPECT_EQ(after.status(start + 61s).front().breaker, llm::breaker_state::closed);
}

TEST(endpoint_desk, has_no_breaker_where_none_is_wanted) {
    llm::endpoint_desk desk({{.provider = "demo", .breaks = false}});
    for (int i = 0; i < 9; ++i) desk.failed(0, errc::upstream_failed, start);
    EXPECT_TRUE(desk.admits(0, start));
}

TEST(retry_budget, is_a_tenth_of_the_requests_once_its_savings_are_spent) {
    llm::retry_budget budget;
    for (int i = 0; i < 10'000; ++i) budget.add_request();
    int saved = 0;
    while (budget.take_retry()) ++saved;
    EXPECT_EQ(saved, 10);

    int taken = 0;
    for (int i = 0; i < 1000; ++i) {
        budget.add_request();
        taken += budget.take_retry();
    }
    EXPECT_EQ(taken, 100);
}

}  // namespace
