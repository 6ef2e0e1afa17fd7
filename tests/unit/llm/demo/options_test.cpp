#include "llm/demo/options.hpp"

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;

TEST(demo_options, plain_demo_is_slow_enough_to_watch) { EXPECT_EQ(llm::parse_demo_options("demo")->delay, 20ms); }

TEST(demo_options, a_name_with_options_has_no_delay_of_its_own) {
    EXPECT_EQ(llm::parse_demo_options("demo:tokens=60")->delay, 0ms);
}

TEST(demo_options, every_key_is_read) {
    auto const read = llm::parse_demo_options(
        "demo:tokens=60,delay_ms=5,cut_at=7,stall_at=8,error=rate_limit,tools=on,seed=9,prefill=off");

    ASSERT_TRUE(read);
    EXPECT_EQ(*read, (llm::demo_options{.tokens = 60,
                                        .delay = 5ms,
                                        .cut_at = 7,
                                        .stall_at = 8,
                                        .error = core::errc::rate_limited,
                                        .tools = true,
                                        .seed = 9,
                                        .prefill = false}));
}

TEST(demo_options, another_model_is_not_found) {
    EXPECT_EQ(llm::parse_demo_options("gpt").error().code, core::errc::not_found);
    EXPECT_EQ(llm::parse_demo_options("demonstration").error().code, core::errc::not_found);
    EXPECT_EQ(llm::parse_demo_options("").error().code, core::errc::not_found);
}

struct bad_option {
    char const* model;
    char const* named;     // must be in the message
    char const* allowed;   // must be in the message
};

class demo_options_refuse : public testing::TestWithParam<bad_option> {};

TEST_P(demo_options_refuse, and_name_what_is_wrong_and_what_is_allowed) {
    auto const read = llm::parse_demo_options(GetParam().model);

    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, core::errc::invalid_input);
    EXPECT_NE(read.error().message.find(GetParam().named), std::string::npos) << read.error().message;
    EXPECT_NE(read.error().message.find(GetParam().allowed), std::string::npos) << read.error().message;
    ASSERT_EQ(read.error().details.size(), 1u);
    EXPECT_EQ(read.error().details[0].field, "/model");
}

INSTANTIATE_TEST_SUITE_P(
    each, demo_options_refuse,
    testing::Values(
        bad_option{"demo:colour=red", "colour", "tokens, delay_ms"}, bad_option{"demo:", "\"\"", "tokens"},
        bad_option{"demo:tokens=x", "tokens", "0 to 1000000"}, bad_option{"demo:tokens=", "tokens", "0 to"},
        bad_option{"demo:tokens", "tokens", "0 to"}, bad_option{"demo:tokens=-1", "tokens", "0 to"},
        bad_option{"demo:tokens=1000001", "tokens", "0 to"}, bad_option{"demo:tokens=5 ", "tokens", "0 to"},
        bad_option{"demo:delay_ms=99999999999999999999", "delay_ms", "0 to 60000"},
        bad_option{"demo:error=boom", "error", "rate_limit"}, bad_option{"demo:tools=maybe", "tools", "on or off"},
        bad_option{"demo:prefill=1", "prefill", "on or off"}, bad_option{"demo:tokens=1,", "\"\"", "tokens"},
        bad_option{"demo:tokens=1,tokens=2", "tokens", "twice"}));

}  // namespace
