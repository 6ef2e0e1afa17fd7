#include "core/trace_context.hpp"

#include <gtest/gtest.h>

namespace {

using core::parse_traceparent;

std::string const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
std::string const parent = "00f067aa0ba902b7";

TEST(trace_context, reads_the_ids_and_the_flag) {
    auto const found = parse_traceparent("00-" + trace + "-" + parent + "-01");

    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(*found, (core::trace_context{trace, parent, true}));
    EXPECT_FALSE(parse_traceparent("00-" + trace + "-" + parent + "-00")->sampled);
}

TEST(trace_context, reads_the_known_part_of_a_later_version) {
    EXPECT_TRUE(parse_traceparent("01-" + trace + "-" + parent + "-01-more").has_value());
    EXPECT_FALSE(parse_traceparent("01-" + trace + "-" + parent + "-01more").has_value());
}

TEST(trace_context, begins_anew_after_a_header_that_breaks_the_rules) {
    for (auto const& bad :
         {std::string(), "00-" + trace + "-" + parent + "-01-more", "ff-" + trace + "-" + parent + "-01",
          "00-" + std::string(32, '0') + "-" + parent + "-01", "00-" + trace + "-" + std::string(16, '0') + "-01",
          "00-" + std::string(32, 'A') + "-" + parent + "-01", "00_" + trace + "-" + parent + "-01",
          "00-" + trace.substr(1) + "-" + parent + "-01"}) {
        SCOPED_TRACE(bad);
        EXPECT_FALSE(parse_traceparent(bad).has_value());
    }
}

TEST(trace_context, makes_ids_of_its_own_form) {
    auto const id = core::new_trace_id();

    EXPECT_TRUE(parse_traceparent("00-" + id + "-" + parent + "-00").has_value());
    EXPECT_NE(id, core::new_trace_id());
}

}  // namespace
