#include "llm/wire/retry_after.hpp"

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;

// Sun, 06 Nov 1994 08:49:37 GMT
constexpr core::timestamp now{std::chrono::milliseconds(784111777'000)};

struct row {
    char const* value;
    std::optional<std::chrono::seconds> expected;
};

class retry_after_reads : public testing::TestWithParam<row> {};

TEST_P(retry_after_reads, seconds_and_dates_and_nothing_else) {
    EXPECT_EQ(llm::parse_retry_after(GetParam().value, now), GetParam().expected) << '"' << GetParam().value << '"';
}

INSTANTIATE_TEST_SUITE_P(
    each, retry_after_reads,
    testing::Values(
        row{"0", 0s}, row{"7", 7s}, row{" 7 ", 7s}, row{"3600", 3600s}, row{"86401", 86400s},
        row{"99999999999999999999999", 86400s}, row{"Sun, 06 Nov 1994 08:50:37 GMT", 60s},
        row{"Sun, 06 Nov 1994 08:49:37 GMT", 0s}, row{"Sat, 05 Nov 1994 08:49:37 GMT", 0s},
        row{"Wed, 06 Nov 2999 08:49:37 GMT", 86400s}, row{"-1", std::nullopt}, row{"+1", std::nullopt},
        row{"1.5", std::nullopt}, row{"", std::nullopt}, row{"soon", std::nullopt}, row{"1e3", std::nullopt},
        row{"Sun, 06 Foo 1994 08:50:37 GMT", std::nullopt}, row{"Sun, 31 Feb 1994 08:50:37 GMT", std::nullopt},
        row{"Sun, 06 Nov 1994 25:50:37 GMT", std::nullopt}, row{"Sun, 06 Nov 1994 08:50:37 CET", std::nullopt},
        row{"Sun, -6 Nov 1994 08:50:37 GMT", std::nullopt}, row{"Sunday, 06-Nov-94 08:50:37 GMT", std::nullopt}));

TEST(retry_after, rounds_a_date_up) {
    EXPECT_EQ(llm::parse_retry_after("Sun, 06 Nov 1994 08:49:39 GMT", now + 1ms), 2s);
}

}  // namespace
