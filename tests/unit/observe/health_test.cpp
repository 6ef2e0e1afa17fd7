#include "observe/health.hpp"

#include <gtest/gtest.h>

namespace {

using observe::health_status;
using observe::need;
using observe::service_state;

TEST(health, is_degraded_but_ready_without_an_optional_service) {
    observe::health health;
    health.declare("database", need::required, service_state::connected);
    health.declare("openai", need::optional, service_state::reachable);

    health.set("openai", service_state::unreachable);

    auto const report = health.report();
    EXPECT_EQ(report.status, health_status::degraded);
    EXPECT_TRUE(report.ready);
    EXPECT_EQ(report.services.at(1).name, "openai");
}

TEST(health, is_neither_healthy_nor_ready_without_a_required_service) {
    observe::health health;
    health.declare("openai", need::optional, service_state::unreachable);
    health.declare("database", need::required, service_state::unreachable);

    EXPECT_EQ(health.report().status, health_status::unhealthy);
    EXPECT_FALSE(health.report().ready);
}

TEST(health, forgets_a_service_that_is_withdrawn_and_declares_none_twice) {
    observe::health health;
    health.declare("rack", need::optional, service_state::unreachable);
    health.declare("rack", need::optional, service_state::reachable);
    EXPECT_EQ(health.report().services.size(), 1u);
    EXPECT_EQ(health.report().status, health_status::degraded) << "it stays as it is";

    health.withdraw("rack");

    EXPECT_TRUE(health.report().services.empty());
    EXPECT_EQ(health.report().status, health_status::healthy);
}

TEST(health, recovers) {
    observe::health health;
    health.declare("database", need::required, service_state::unreachable);

    health.set("database", service_state::connected);

    EXPECT_EQ(health.report().status, health_status::healthy);
    EXPECT_TRUE(health.report().ready);
}

TEST(health, takes_a_disabled_service_for_granted) {
    observe::health health;
    health.declare("redis", need::required, service_state::disabled);

    EXPECT_EQ(health.report().status, health_status::healthy);
}

TEST(health, is_not_ready_once_the_shutdown_began) {
    observe::health health;

    health.drain();

    EXPECT_EQ(health.report().status, health_status::healthy);
    EXPECT_FALSE(health.report().ready);
}

}  // namespace
