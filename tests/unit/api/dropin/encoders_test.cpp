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
    char const* takes_back = nullptr;
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
     "data: [DONE]\n\n", "\"type\":\"error\"", "data: {\"type\":\"data-restarted\",\"data\":{}}\n\n"},
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

// No stream can take back what it showed. A page can be told to.
TEST_P(encoded, fails_where_an_answer_that_was_shown_begins_anew_unless_its_reader_can_leave_it_out) {
    add(event_kind::start);
    add(event_kind::token, "half");

    auto const told = add(event_kind::restarted, R"({"attempt":2,"truncate_to":1})");
    auto const more = add(event_kind::token, "whole");

    if (GetParam().takes_back) {
        EXPECT_NE(told.find(R"("type":"text-end")"), std::string::npos) << told;
        EXPECT_NE(told.find(GetParam().takes_back), std::string::npos) << told;
        EXPECT_NE(more.find(R"("type":"text-start")"), std::string::npos) << more;
    } else {
        EXPECT_NE(told.find(GetParam().ends_badly), std::string::npos) << told;
        EXPECT_TRUE(more.empty()) << more;
    }
}

TEST_P(encoded, goes_on_where_only_thoughts_had_been_shown) {
    add(event_kind::start);
    add(event_kind::thinking, "first thoughts");

    auto const told = add(event_kind::restarted, R"({"attempt":2,"truncate_to":1})");
    add(event_kind::thinking, "other thoughts");
    auto const more = add(event_kind::token, "whole");
    auto const end = add(event_kind::complete, R"({"finish_reason":"stop","provider":"demo","model":"demo"})");

    EXPECT_EQ(told.find(GetParam().ends_badly), std::string::npos) << told;
    EXPECT_NE(more.find("whole"), std::string::npos);
    EXPECT_NE(end.find(GetParam().ends_well), std::string::npos) << end;
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

// A signed thought, a hidden one, and the answer.
constexpr char const* seal =
    R"({"provider":"anthropic","block":"{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"s\"}"})";
constexpr char const* hidden = R"({"provider":"anthropic","block":"{\"type\":\"redacted_thinking\",\"data\":\"x\"}"})";
constexpr char const* of_another = R"({"provider":"other","block":"{\"type\":\"thinking\",\"signature\":\"theirs\"}"})";

std::vector<turn_event> const sealed_answer{
    {.sequence = 1, .kind = event_kind::start},
    {.sequence = 2, .kind = event_kind::thinking, .data = "h"},
    {.sequence = 3, .kind = event_kind::thinking, .data = "m"},
    {.sequence = 4, .kind = event_kind::sealed, .data = seal},
    {.sequence = 5, .kind = event_kind::sealed, .data = hidden},
    {.sequence = 6, .kind = event_kind::sealed, .data = of_another},
    {.sequence = 7, .kind = event_kind::token, .data = "Yes."},
    {.sequence = 8, .kind = event_kind::complete, .data = R"({"finish_reason":"stop","provider":"p","model":"m"})"}};

TEST(messages, carry_the_signatures_of_their_own_api_and_no_other) {
    api::whole_answer answer;
    api::anthropic::message_encoder encoder(facts(), "r");
    std::string streamed;
    for (auto const& event : sealed_answer) {
        answer.add(event);
        encoder.add(streamed, event);
    }

    auto const whole = api::anthropic::message_body(facts(), answer);

    EXPECT_NE(whole.find(R"("content":[{"type":"thinking","thinking":"hm","signature":"s"},)"
                         R"({"type":"redacted_thinking","data":"x"},{"type":"text","text":"Yes.")"),
              whole.npos)
        << whole;
    EXPECT_NE(streamed.find(R"("index":0,"delta":{"type":"signature_delta","signature":"s"}})"), streamed.npos);
    EXPECT_NE(streamed.find(R"("index":1,"content_block":{"type":"redacted_thinking","data":"x"}})"), streamed.npos);
    EXPECT_NE(streamed.find(R"("index":2,"content_block":{"type":"text")"), streamed.npos);
    EXPECT_EQ((whole + streamed).find("theirs"), std::string::npos);
}

TEST(other_streams, say_nothing_of_signatures) {
    for (auto const& each : streams) {
        if (std::string_view(each.name) == "message") continue;
        auto const encoder = each.make();
        std::string out;
        for (auto const& event : sealed_answer) encoder->add(out, event);
        EXPECT_EQ(out.find("signature"), out.npos) << each.name;
        EXPECT_EQ(out.find("redacted"), out.npos) << each.name;
    }
}

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
