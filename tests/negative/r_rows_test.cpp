#include "identity/limits/gcra.hpp"
#include "support/scripted_server.hpp"
#include "support/test_server.hpp"

#include <gtest/gtest.h>

#include <iostream>
#include <memory>
#include <optional>
#include <random>

// Clocks that jump, providers that ask for patience, and more callers than there is room for.

namespace {

using namespace std::chrono_literals;
using identity::gcra;

struct jump {
    char const* name;
    std::vector<std::chrono::seconds> steps;   // of the clock, one before each second of real time
};

jump const jumps[] = {
    {"forward", {5s}},
    {"back", {-5s}},
    {"to_and_fro", {5s, -5s}},
    {"back_and_forth", {-5s, 5s}},
    {"more_and_more", {1s, -2s, 3s, -4s, 5s, -5s}},
    {"slowly_back", {-1s, -1s, -1s, -1s, -1s}},
};

class clock_jump : public testing::TestWithParam<jump> {
public:
    static void SetUpTestSuite() { std::cout << std::size(jumps) << " clocks\n"; }
};

// Whoever asks all the time is admitted no more than the burst and what the clock has shown to pass, and is let in
// again no later than the jump and a whole window after.
TEST_P(clock_jump, R_11_admits_no_more_and_locks_nobody_out) {
    identity::rate const limit{10, 10s};
    gcra meter;
    auto now = core::timestamp(1'000'000s);
    std::optional<core::timestamp> begin;   // when the limiter first saw the clock
    auto latest = now;
    int admitted = 0;
    std::chrono::seconds jumped{0};
    for (int second = 0; second < 60; ++second) {
        auto const& steps = GetParam().steps;
        auto const step = second < static_cast<int>(steps.size()) ? steps[static_cast<std::size_t>(second)] : 0s;
        now += 1s + step;
        jumped += std::chrono::abs(step);
        if (!begin) begin = latest = now;
        latest = std::max(latest, now);
        for (int tries = 0; tries < 20 && meter.wait_for(1, limit, now).count() == 0; ++tries) {
            meter.take(1, limit, now);
            ++admitted;
        }
    }

    auto const shown = std::chrono::duration_cast<std::chrono::seconds>(latest - *begin).count();
    EXPECT_LE(admitted, 10 + shown);
    EXPECT_GE(admitted, 10 + 60 - 1 - jumped.count() - 5);
    EXPECT_LE(meter.wait_for(1, limit, now), 10s + jumped);
}

INSTANTIATE_TEST_SUITE_P(r, clock_jump, testing::ValuesIn(jumps), [](auto const& row) { return row.param.name; });

// What a provider asks for, and what our caller is told: seconds, or nothing of it.
struct patience {
    char const* name;
    char const* field;
    int least, most;
};

patience const patiences[] = {
    {"seconds", "7", 7, 7},
    {"none", "0", 0, 1},
    {"an_hour", "3600", 3600, 3600},
    {"beyond_any_cap", "99999999999999999999", 1, 86'400},
    {"date_gone", "Sun, 06 Nov 1994 08:49:37 GMT", 0, 1},
    {"date_far", "Sun, 06 Nov 2094 08:49:37 GMT", 1, 86'400},
    {"negative", "-1", 1, 60},
    {"fraction", "1.5", 1, 60},
    {"garbage", "soon", 1, 60},
    {"empty", "", 1, 60},
    {"injected", "7; x=1", 1, 60},
};

class upstream_patience : public testing::TestWithParam<patience>, protected support::scripted_server {
public:
    static void SetUpTestSuite() { std::cout << std::size(patiences) << " Retry-After\n"; }
};

TEST_P(upstream_patience, R_14_is_passed_on_within_bounds) {
    auto const& row = GetParam();
    upstream.answer(
        {support::send(support::whole_reply(429, "{}", std::string("Retry-After: ") + row.field + "\r\n"))});

    auto const reply = client.post("/api/v1/chat", support::question("hello"));

    EXPECT_EQ(reply.status, 429) << reply.text;
    ASSERT_TRUE(reply.fields.contains("retry-after"));
    auto const told = std::stoi(reply.fields.at("retry-after"));
    EXPECT_GE(told, row.least);
    EXPECT_LE(told, row.most);
}

INSTANTIATE_TEST_SUITE_P(r, upstream_patience, testing::ValuesIn(patiences),
                         [](auto const& row) { return row.param.name; });

// Nobody waits an hour for a retry: a route that asks for so much is given up, and the next may answer.
TEST_F(upstream_patience, R_14_a_request_does_not_wait_for_longer_than_the_cap) {
    server.stop();
    server.start([](core::settings& settings) { settings.models.retries = 3; });
    upstream.answer({support::send(support::whole_reply(429, "{}", "Retry-After: 3600\r\n"))});

    EXPECT_EQ(client.post("/api/v1/chat", support::question("hello")).status, 429);

    EXPECT_EQ(upstream.requests().size(), 1u);
}

// Ten times as many as there is room for: those beyond are told so at once, and room comes back with those who leave.
TEST(overload, R_17_is_refused_at_once_and_over_when_it_is_over) {
    constexpr std::size_t room = 20;
    net::http_config config;
    config.connections_max = room;
    support::test_server server(
        [](net::request const&, net::exchange& x) -> core::task<> {
            net::response reply;
            reply.body = "served";
            co_await x.reply(std::move(reply));
        },
        config);
    std::vector<std::unique_ptr<support::raw_client>> inside;
    for (std::size_t i = 0; i < room; ++i) {
        auto& client = *inside.emplace_back(std::make_unique<support::raw_client>(server.port));
        client.send(support::get("/"));
        EXPECT_EQ(client.read().status, 200);
    }

    for (std::size_t i = 0; i < 10 * room; ++i) {
        support::raw_client beyond(server.port);
        auto const reply = beyond.read();
        EXPECT_EQ(reply.status, 503);
        EXPECT_TRUE(reply.fields.contains("retry-after"));
        EXPECT_TRUE(beyond.is_closed());
    }
    for (auto& client : inside) {
        client->send(support::get("/"));
        EXPECT_EQ(client->read().status, 200) << "who is in is served as before";
    }
    inside.clear();
    int served = 0;
    for (int tries = 0; tries < 500 && served < 3; ++tries) {
        support::raw_client next(server.port);
        if (next.readable_within(20ms)) continue;   // refused
        next.send(support::get("/"));
        served += next.read().status == 200;
    }
    EXPECT_EQ(served, 3);
}

}  // namespace
