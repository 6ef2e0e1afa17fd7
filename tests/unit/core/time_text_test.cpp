#include "core/time_text.hpp"

#include <gtest/gtest.h>

namespace {

TEST(time_text, writes_utc_to_the_millisecond) {
    EXPECT_EQ(core::format_time(core::from_ms(0)), "1970-01-01T00:00:00.000Z");
    EXPECT_EQ(core::format_time(core::from_ms(1'769'850'300'007)), "2026-01-31T09:05:00.007Z");
    EXPECT_EQ(core::format_time(core::from_ms(-1)), "1969-12-31T23:59:59.999Z");
}

TEST(time_text, reads_every_form_of_rfc_3339) {
    for (auto const* text : {"2026-01-31T09:05:00.5Z", "2026-01-31t09:05:00.500999z", "2026-01-31 10:05:00.5+01:00",
                             "2026-01-31T03:35:00.500-05:30"}) {
        SCOPED_TRACE(text);
        auto const read = core::parse_time(text);
        ASSERT_TRUE(read);
        EXPECT_EQ(core::to_ms(*read), 1'769'850'300'500);
    }
}

TEST(time_text, refuses_anything_else) {
    for (auto const* text : {"", "2026-01-31", "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-31T24:00:00Z",
                             "2026-01-31T09:60:00Z", "2026-01-31T09:05:00", "2026-01-31T09:05:00.Z",
                             "2026-01-31T09:05:00Zx", "2026-01-31T09:05:00+1:00", "26-01-31T09:05:00Z"})
        EXPECT_FALSE(core::parse_time(text)) << text;
}

}  // namespace
