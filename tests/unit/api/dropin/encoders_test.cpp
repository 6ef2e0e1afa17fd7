#include "api/aisdk/ui_stream.hpp"
#include "api/anthropic/message_view.hpp"
#include "api/openai/chat_view.hpp"
#include "api/openai/response_view.hpp"

#include <gtest/gtest.h>

#include <memory>

// What the streams of all drop-in APIs have in common: one ending, and nothing after it. What each looks like is tested
// by its own clients (tests/e2e/sdk).

namespace {

using store::event_kind;
using store::turn_event;

struct stream_of {
    char const* name;
    std::unique_ptr<api::answer_encoder> (*make)();
    char const* ends_well;
    char const* ends_badly;
};

api::answer_facts facts() { return {.id = "x", .created = 1, .provider = "demo", .model = "demo"}; }

stream_of const streams[] = {
    {"chat_completion",
     [] -> std::unique_ptr<api::answer_encoder> { return std::make_unique<api::openai::chat_encoder>(facts(), true); },
     "data: [DONE]\n\n", "data: {\"error\":"},
    {"response",
     [] -> std::unique_ptr<api::answer_encoder> {
         return std::make_unique<api::openai::response_encoder>(api::openai::response_facts{facts(), {}});
     },
     "event: response.completed\n", "event: response.failed\n"},
    {"message",
     [] -> std::unique_ptr<api::answer_encoder> {
         return std::make_unique<api::anthropic::message_encoder>(facts(), "r");
     },
     "event: message_stop\n", "event: error\n"},
    {"ui_message", [] -> std::unique_ptr<api::answer_encoder> { return std::make_unique<api::aisdk::ui_encoder>("x"); },
     "data: [DONE]\n\n", "\"type\":\"error\""},
};

class encoded : public testing::TestWithParam<stream_of> {
protected:
    std::string add(event_kind kind, std::string data = "{}") {
        std::string out;
        encoder->add(out, {.sequence = ++sequence, .kind = kind, .data = std::move(data)});
        return out;
    }

    std::unique_ptr<api::answer_encoder> encoder = GetParam().make();
    std::uint64_t sequence = 0;
};

TEST_P(encoded, ends_once_with_the_last_event_of_the_answer) {
    add(event_kind::start);
    add(event_kind::thinking, "hm\n\"");
    EXPECT_NE(add(event_kind::token, "wor\xc3\xa9\n\"ld").find("wor\xc3\xa9\\n\\\"ld"), std::string::npos);
    add(event_kind::tool_call, R"({"id":"c1","name":"look","arguments":"{\"a\":1}"})");
    EXPECT_TRUE(add(event_kind::usage, R"({"prompt":3,"completion":2,"cached":1})").empty());

    auto const end = add(event_kind::complete, R"({"finish_reason":"stop","provider":"demo","model":"demo"})");

    EXPECT_NE(end.find(GetParam().ends_well), std::string::npos) << end;
    EXPECT_TRUE(add(event_kind::token, "more").empty());
    EXPECT_TRUE(add(event_kind::error).empty());
}

TEST_P(encoded, says_a_failure_in_the_middle_and_nothing_after_it) {
    add(event_kind::start);
    add(event_kind::token, "half");

    auto const end = add(event_kind::error, R"({"code":"LLM_TIMEOUT","message":"too \"slow\""})");

    EXPECT_NE(end.find(GetParam().ends_badly), std::string::npos) << end;
    EXPECT_NE(end.find(R"(too \"slow\")"), std::string::npos) << end;
    EXPECT_TRUE(add(event_kind::complete).empty());
}

// No such stream can take back what it showed.
TEST_P(encoded, fails_where_the_answer_begins_anew) {
    add(event_kind::start);
    add(event_kind::token, "half");

    auto const end = add(event_kind::restarted, R"({"attempt":2,"truncate_to":1})");

    EXPECT_NE(end.find(GetParam().ends_badly), std::string::npos) << end;
    EXPECT_TRUE(add(event_kind::token, "whole").empty());
}

TEST(message_encoder, begins_with_who_is_asked_once_that_is_known) {
    api::anthropic::message_encoder encoder(facts(), "r");
    std::string out;
    encoder.add(out, {.sequence = 1, .kind = event_kind::start});
    encoder.add(out, {.sequence = 2, .kind = event_kind::status, .data = R"({"provider":"other","model":"spare"})"});
    EXPECT_EQ(out, "");

    encoder.add(out, {.sequence = 3, .kind = event_kind::token, .data = "Hello"});

    EXPECT_TRUE(out.starts_with("event: message_start\n")) << out;
    EXPECT_NE(out.find(R"("model":"other/spare")"), std::string::npos) << out;
}

TEST(chat_encoder, names_who_is_asked_while_it_streams) {
    api::openai::chat_encoder encoder(facts(), false);
    std::string out;
    encoder.add(out, {.sequence = 1, .kind = event_kind::status, .data = R"({"provider":"demo","model":"spare"})"});
    encoder.add(out, {.sequence = 2, .kind = event_kind::status, .data = "nonsense"});
    encoder.add(out, {.sequence = 3, .kind = event_kind::token, .data = "Hello"});

    EXPECT_NE(out.find(R"("model":"spare")"), std::string::npos) << out;
}

INSTANTIATE_TEST_SUITE_P(, encoded, testing::ValuesIn(streams), [](auto const& info) { return info.param.name; });

TEST(whole_answer, leaves_out_what_was_taken_back) {
    api::whole_answer answer;
    answer.add({.sequence = 1, .kind = event_kind::start});
    answer.add({.sequence = 2, .kind = event_kind::token, .data = "kept "});
    answer.add({.sequence = 3, .kind = event_kind::thinking, .data = "lost"});
    answer.add({.sequence = 4, .kind = event_kind::token, .data = "lost"});
    answer.add({.sequence = 5, .kind = event_kind::restarted, .data = R"({"truncate_to":2})"});
    answer.add({.sequence = 6, .kind = event_kind::token, .data = "new"});

    EXPECT_EQ(answer.text(), "kept new");
    EXPECT_EQ(answer.thinking(), "");
}

}  // namespace
