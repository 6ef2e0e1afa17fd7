#include "cli/chat/answer_view.hpp"

#include <gtest/gtest.h>

namespace {

using cli::view_action;
using actions = std::vector<view_action>;

actions feed(cli::answer_view& view, std::string_view id, std::string_view type, std::string_view data) {
    return view.on_event({type, data, id});
}

actions token(cli::answer_view& view, std::string_view id, std::string_view text) {
    return feed(view, id, "token", R"({"token":")" + std::string(text) + R"(","index":0})");
}

constexpr char start[] = R"({"turn_id":"t","conversation_id":"c","user_message_id":"u","message_id":"m"})";

TEST(answer_view, shows_tokens_between_start_and_complete) {
    cli::answer_view view;

    EXPECT_EQ(feed(view, "1", "start", start), actions{});
    EXPECT_EQ(token(view, "2", "Hel"), actions{cli::show_text{"Hel"}});
    EXPECT_EQ(token(view, "3", "lo"), actions{cli::show_text{"lo"}});
    EXPECT_EQ(feed(view, "4", "complete", R"({"finish_reason":"stop","total_tokens":2})"),
              actions{cli::answer_complete{"stop"}});

    EXPECT_EQ(view.text(), "Hello");
    EXPECT_EQ(view.turn_id(), "t");
    EXPECT_EQ(view.conversation_id(), "c");
    EXPECT_EQ(view.message_id(), "m");
    EXPECT_TRUE(view.ended());
    EXPECT_FALSE(view.failed());
}

TEST(answer_view, resumes_behind_the_last_event_and_ignores_what_it_saw) {
    cli::answer_view view;
    EXPECT_EQ(view.last_event_id(), "");
    feed(view, "1", "start", start);
    token(view, "2", "a");

    EXPECT_EQ(view.last_event_id(), "2");
    EXPECT_EQ(token(view, "2", "a"), actions{});
    EXPECT_EQ(token(view, "3", "b"), actions{cli::show_text{"b"}});
    EXPECT_EQ(view.text(), "ab");
}

TEST(answer_view, tells_what_the_server_does_meanwhile) {
    cli::answer_view view;
    feed(view, "1", "start", start);

    EXPECT_EQ(feed(view, "2", "status", R"({"stage":"retrying","message":"Asks other/spare"})"),
              actions{cli::show_note{"Asks other/spare"}});
    EXPECT_EQ(feed(view, "3", "status", R"({"stage":"thinking"})"), actions{});
}

TEST(answer_view, drops_what_a_restart_takes_back) {
    cli::answer_view view;
    feed(view, "1", "start", start);
    token(view, "2", "kept ");
    token(view, "3", "lost");

    EXPECT_EQ(feed(view, "4", "restarted", R"({"attempt":2,"truncate_to":2})"), actions{cli::start_over{"kept "}});
    token(view, "5", "new");

    EXPECT_EQ(view.text(), "kept new");
}

TEST(answer_view, drops_everything_when_a_restart_goes_back_to_the_start) {
    cli::answer_view view;
    feed(view, "1", "start", start);
    token(view, "2", "lost");

    EXPECT_EQ(feed(view, "3", "restarted", R"({"attempt":2,"truncate_to":1})"), actions{cli::start_over{""}});
    EXPECT_EQ(view.text(), "");
}

TEST(answer_view, says_who_goes_on) {
    cli::answer_view view;

    EXPECT_EQ(feed(view, "1", "continued", R"({"attempt":2,"model":"demo"})"), actions{cli::show_note{"demo goes on"}});
}

TEST(answer_view, keeps_the_text_of_an_answer_that_failed) {
    cli::answer_view view;
    token(view, "1", "half");

    EXPECT_EQ(feed(view, "2", "error", R"({"code":"LLM_TIMEOUT","message":"Too slow.","retryable":true})"),
              (actions{cli::answer_failed{"LLM_TIMEOUT", "Too slow."}}));
    EXPECT_TRUE(view.ended());
    EXPECT_TRUE(view.failed());
    EXPECT_EQ(view.text(), "half");
}

TEST(answer_view, ignores_what_it_does_not_know_and_what_comes_after_the_end) {
    cli::answer_view view;

    EXPECT_EQ(feed(view, "1", "status", R"({"stage":"recall"})"), actions{});
    EXPECT_EQ(feed(view, "2", "surprise", "not json"), actions{});
    feed(view, "3", "complete", "{}");
    EXPECT_EQ(token(view, "4", "late"), actions{});
}

}  // namespace
