#include "llm/meter.hpp"
#include "support/run.hpp"

#include <gtest/gtest.h>

namespace {

TEST(unlimited_meter, grants_what_was_asked_for) {
    llm::unlimited_meter meter;

    auto granted = support::run(meter.reserve({.provider = "demo", .completion_tokens_max = 4096}));

    ASSERT_TRUE(granted);
    EXPECT_EQ(granted->completion_tokens_max, 4096);
}

}  // namespace
