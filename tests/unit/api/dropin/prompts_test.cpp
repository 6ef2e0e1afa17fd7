#include "api/aisdk/prompt.hpp"
#include "api/anthropic/prompt.hpp"
#include "api/openai/prompt.hpp"
#include "api/openai/response_input.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

// The bodies of four APIs that say the same, in the common vocabulary; and what none of them can say.

namespace {

using api::body_problems;
using llm::role;

std::vector<llm::message> of_openai(char const* json, body_problems& problems) {
    return api::openai::read_messages(boost::json::parse(json), problems);
}
std::vector<llm::message> of_responses(char const* json, body_problems& problems) {
    return api::openai::read_input(boost::json::parse(json), {}, problems);
}
std::vector<llm::message> of_anthropic(char const* json, body_problems& problems) {
    return api::anthropic::read_prompt(nullptr, boost::json::parse(json), problems);
}
std::vector<llm::message> of_aisdk(char const* json, body_problems& problems) {
    return api::aisdk::read_messages(boost::json::parse(json), problems);
}

struct prompt_reader {
    char const* name;
    std::vector<llm::message> (*read)(char const*, body_problems&);
    char const* same;
};

// A picture and a question, a call, its result, an answer.
prompt_reader const readers[] = {
    {"openai", of_openai, R"([
        {"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,aGk="}},
                                  {"type":"text","text":"what"},{"type":"text","text":"is it?"}]},
        {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function",
            "function":{"name":"look","arguments":"{\"at\":1}"}}]},
        {"role":"tool","tool_call_id":"c1","content":[{"type":"text","text":"a cat"}]},
        {"role":"assistant","content":"A cat."}])"},
    {"responses", of_responses, R"([
        {"role":"user","content":[{"type":"input_image","image_url":"data:image/png;base64,aGk="},
                                  {"type":"input_text","text":"what"},{"type":"input_text","text":"is it?"}]},
        {"type":"reasoning","id":"r","summary":[]},
        {"type":"function_call","call_id":"c1","name":"look","arguments":"{\"at\":1}"},
        {"type":"function_call_output","call_id":"c1","output":"a cat"},
        {"type":"message","role":"assistant","content":[{"type":"output_text","text":"A cat."}]}])"},
    {"anthropic", of_anthropic, R"([
        {"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"aGk="}},
                                  {"type":"text","text":"what"},{"type":"text","text":"is it?"}]},
        {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":""},
                                       {"type":"tool_use","id":"c1","name":"look","input":{"at":1}}]},
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1",
                                   "content":[{"type":"text","text":"a cat"}]}]},
        {"role":"assistant","content":"A cat."}])"},
    {"aisdk", of_aisdk, R"([
        {"id":"1","role":"user","parts":[{"type":"file","mediaType":"image/png","url":"data:image/png;base64,aGk="},
                                         {"type":"text","text":"what"},{"type":"text","text":"is it?"}]},
        {"id":"2","role":"assistant","parts":[{"type":"step-start"},{"type":"reasoning","text":"hm"},
            {"type":"tool-look","toolCallId":"c1","state":"output-available","input":{"at":1},"output":"a cat"},
            {"type":"step-start"},{"type":"text","text":"A cat."},{"type":"data-mood","data":{}}]}])"},
};

class prompt_of : public testing::TestWithParam<prompt_reader> {};

TEST_P(prompt_of, is_the_same_in_every_api) {
    body_problems problems;

    auto const prompt = GetParam().read(GetParam().same, problems);

    EXPECT_FALSE(problems.any()) << problems.first().message;
    ASSERT_EQ(prompt.size(), 4u);
    EXPECT_EQ(prompt[0], (llm::message{.text = "what\nis it?", .images = {{"image/png", "aGk="}}}));
    EXPECT_EQ(prompt[1], (llm::message{.who = role::assistant, .tool_calls = {{"c1", "look", R"({"at":1})"}}}));
    EXPECT_EQ(prompt[2], (llm::message{.who = role::tool, .text = "a cat", .tool_call_id = "c1"}));
    EXPECT_EQ(prompt[3], (llm::message{.who = role::assistant, .text = "A cat."}));
}

INSTANTIATE_TEST_SUITE_P(, prompt_of, testing::ValuesIn(readers), [](auto const& info) { return info.param.name; });

TEST(prompt_of_anthropic, keeps_signed_blocks_for_the_provider_that_signed_them) {
    body_problems problems;

    auto const prompt = of_anthropic(R"([{"role":"assistant","content":[
        {"type":"thinking","thinking":"hm","signature":"s"},{"type":"text","text":"yes"}]}])",
                                     problems);

    EXPECT_EQ(prompt.at(0).replayed.provider, "anthropic");
    EXPECT_NE(prompt.at(0).replayed.blocks.find(R"("signature":"s")"), std::string::npos);
}

TEST(prompt_of_anthropic, leaves_out_what_nobody_signed_and_joins_the_pieces_of_an_answer) {
    body_problems problems;

    auto const prompt = of_anthropic(R"([{"role":"assistant","content":[
        {"type":"thinking","thinking":"cut","signature":""},{"type":"redacted_thinking","data":"x"},
        {"type":"text","text":"Yes"},{"type":"text","text":", sir."}]}])",
                                     problems);

    EXPECT_EQ(prompt.at(0).text, "Yes, sir.");
    EXPECT_EQ(boost::json::parse(prompt.at(0).replayed.blocks).as_array().size(), 3u) << prompt.at(0).replayed.blocks;
    EXPECT_EQ(prompt.at(0).replayed.blocks.find("cut"), std::string::npos);
}

TEST(prompt_of_aisdk, leaves_out_what_was_shown_before_an_answer_began_anew) {
    body_problems problems;

    auto const prompt = of_aisdk(R"([{"role":"user","parts":[{"type":"text","text":"hi"}]},
        {"role":"assistant","parts":[{"type":"step-start"},{"type":"text","text":"half"},
                                     {"type":"data-restarted","data":{}},
                                     {"type":"text","text":"whole"}]}])",
                                 problems);

    ASSERT_EQ(prompt.size(), 2u);
    EXPECT_EQ(prompt[1].text, "whole");
}

// What a tool shows.
TEST(prompts, keep_the_pictures_of_a_result_with_it) {
    prompt_reader const shown[] = {
        {"openai", of_openai, R"([{"role":"tool","tool_call_id":"c1","content":[{"type":"text","text":"a cat"},
            {"type":"image_url","image_url":{"url":"data:image/png;base64,aGk="}}]}])"},
        {"responses", of_responses, R"([{"type":"function_call_output","call_id":"c1","output":[
            {"type":"input_text","text":"a cat"},{"type":"input_image","image_url":"data:image/png;base64,aGk="}]}])"},
        {"anthropic", of_anthropic, R"([{"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":[
            {"type":"document","source":{"type":"text","media_type":"text/plain","data":"a cat"}},
            {"type":"image","source":{"type":"base64","media_type":"image/png","data":"aGk="}}]}]}])"}};
    for (auto const& each : shown) {
        SCOPED_TRACE(each.name);
        body_problems problems;
        auto const prompt = each.read(each.same, problems);
        EXPECT_FALSE(problems.any()) << problems.first().message;
        ASSERT_EQ(prompt.size(), 1u);
        EXPECT_EQ(prompt[0],
                  (llm::message{
                      .who = role::tool, .text = "a cat", .tool_call_id = "c1", .images = {{"image/png", "aGk="}}}));
    }
}

struct wrong_prompt {
    std::vector<llm::message> (*read)(char const*, body_problems&);
    char const* json;
    char const* where;
};

TEST(prompts, say_where_they_say_what_cannot_be_said) {
    for (
        auto const& each : {
            wrong_prompt{of_openai, R"([])", "/messages"},
            {of_openai, R"([{"role":"user"}])", "/messages/0/content"},
            {of_openai, R"([{"role":"wizard","content":"x"}])", "/messages/0/role"},
            {of_openai, R"([{"role":"user","content":[{"type":"input_audio"}]}])", "/messages/0/content/0/type"},
            {of_openai, R"([{"role":"user","content":[{"type":"image_url","image_url":{"url":"http://127.0.0.1/"}}]}])",
             "/messages/0/content/0/image_url/url"},
            {of_openai, R"([{"role":"tool","content":"x"}])", "/messages/0/tool_call_id"},
            {of_openai, R"([{"role":"assistant","tool_calls":[{"id":"c1"}]}])", "/messages/0/tool_calls/0/function"},
            {of_responses, R"([{"type":"item_reference","id":"x"}])", "/input/0/type"},
            {of_responses, R"("")", "/input"},
            {of_responses, R"([{"role":"user","content":[{"type":"input_file"}]}])", "/input/0/content/0/type"},
            {of_anthropic, R"([{"role":"user","content":[{"type":"document","source":{"type":"base64"}}]}])",
             "/messages/0/content/0/source/type"},
            {of_anthropic, R"([{"role":"user","content":[{"type":"search"}]}])", "/messages/0/content/0/type"},
            {of_anthropic, R"([{"role":"user","content":[{"type":"image","source":{"type":"url","url":"http://x"}}]}])",
             "/messages/0/content/0/source/type"},
            {of_anthropic, R"([{"role":"user","content":[{"type":"tool_use","id":"c1"}]}])",
             "/messages/0/content/0/type"},
            {of_aisdk, R"([{"role":"user","content":"x"}])", "/messages/0/parts"},
            {of_aisdk, R"([{"role":"user","parts":[{"type":"file","url":"https://x/y.png"}]}])",
             "/messages/0/parts/0/url"},
        }) {
        SCOPED_TRACE(each.json);
        body_problems problems;
        each.read(each.json, problems);
        ASSERT_TRUE(problems.any());
        EXPECT_EQ(problems.first().details.at(0).field, each.where);
    }
}

}  // namespace
