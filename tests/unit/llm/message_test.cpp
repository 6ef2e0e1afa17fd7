#include "llm/message.hpp"

#include <gtest/gtest.h>

namespace {

TEST(message, every_role_reads_back_from_its_name) {
    for (auto who : {llm::role::system, llm::role::user, llm::role::assistant, llm::role::tool})
        EXPECT_EQ(llm::role_from(llm::to_string(who)), who);
}

TEST(message, every_finish_reason_reads_back_from_its_name) {
    using enum llm::finish_reason;
    for (auto why : {stop, length, tool_call, content_filter, cancelled, error})
        EXPECT_EQ(llm::finish_reason_from(llm::to_string(why)), why);
}

TEST(message, a_foreign_word_names_neither) {
    EXPECT_FALSE(llm::role_from("developer"));
    EXPECT_FALSE(llm::role_from(""));
    EXPECT_FALSE(llm::finish_reason_from("tool_calls"));
}

}  // namespace
