#include "llm/routing/provider_health.hpp"

#include <gtest/gtest.h>

namespace {

using core::errc;

llm::provider_status after(errc why) {
    llm::provider_health health({"a", "b"});
    health.failed("b", why);
    return health.status()[1];
}

TEST(provider_health, trusts_a_provider_until_a_call_shows_otherwise) {
    EXPECT_EQ(llm::provider_health({"a"}).status(), std::vector{(llm::provider_status{.name = "a"})});
}

TEST(provider_health, takes_silence_and_a_refused_key_for_unreachable) {
    for (auto why : {errc::upstream_failed, errc::timeout, errc::unauthorized})
        EXPECT_EQ(after(why), (llm::provider_status{.name = "b", .reachable = false, .last_failure = why}));
}

TEST(provider_health, takes_a_refused_request_for_a_sign_of_life) {
    for (auto why : {errc::rate_limited, errc::context_too_long, errc::not_found})
        EXPECT_EQ(after(why), (llm::provider_status{.name = "b", .reachable = true, .last_failure = why}));
}

TEST(provider_health, forgets_a_failure_after_a_success) {
    llm::provider_health health({"a"});
    health.failed("a", errc::timeout);
    health.succeeded("a");

    EXPECT_EQ(health.status()[0], (llm::provider_status{.name = "a"}));
}

TEST(provider_health, ignores_providers_it_does_not_know) {
    llm::provider_health health({"a"});
    health.failed("z", errc::timeout);

    EXPECT_EQ(health.status().size(), 1u);
}

}  // namespace
