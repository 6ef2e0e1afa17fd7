#include "llm/anthropic/request.hpp"

#include "llm/anthropic/config.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace {

namespace json = boost::json;
using llm::role;

json::value written(llm::completion_request const& request) {
    return json::parse(llm::write_anthropic_request(request, "anthropic"));
}

TEST(anthropic_request, asks_for_a_stream_and_marks_what_stays_for_the_cache) {
    EXPECT_EQ(written({.model = "claude-sonnet-4-5",
                       .messages = {{.who = role::system, .text = "Be kind."}, {.text = "hi"}},
                       .max_tokens = 100}),
              json::parse(R"({
        "model": "claude-sonnet-4-5", "max_tokens": 100, "stream": true,
        "system": [{"type": "text", "text": "Be kind.", "cache_control": {"type": "ephemeral"}}],
        "messages": [{"role": "user", "content":
            [{"type": "text", "text": "hi", "cache_control": {"type": "ephemeral"}}]}]})"));
}

TEST(anthropic_request, leaves_the_cache_alone_where_nothing_follows) {
    auto const body = written({.model = "claude-x", .messages = {{.text = "hi"}}, .purpose = "title"});

    EXPECT_EQ(body.at("messages"), json::parse(R"([{"role": "user", "content": [{"type": "text", "text": "hi"}]}])"));
    EXPECT_EQ(body.at("max_tokens"), 4096) << "the API wants to be told";
}

TEST(anthropic_request, carries_calls_and_gathers_their_results) {
    auto const body =
        written({.messages = {{.text = "?"},
                              {.who = role::assistant,
                               .text = "Let me see.",
                               .tool_calls = {{.id = "functions.f:0", .name = "f", .arguments = "{\"a\":1}"},
                                              {.id = "c2", .name = "g", .arguments = "not JSON"}}},
                              {.who = role::tool, .text = "7", .tool_call_id = "functions.f:0"},
                              {.who = role::tool, .text = "no", .tool_call_id = "c2", .tool_failed = true},
                              {.text = "Go on."}},
                 .purpose = "title"});

    EXPECT_EQ(body.at("messages"), json::parse(R"([
        {"role": "user", "content": [{"type": "text", "text": "?"}]},
        {"role": "assistant", "content": [{"type": "text", "text": "Let me see."},
            {"type": "tool_use", "id": "functions_f_0", "name": "f", "input": {"a": 1}},
            {"type": "tool_use", "id": "c2", "name": "g", "input": {}}]},
        {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "functions_f_0", "content": "7"},
            {"type": "tool_result", "tool_use_id": "c2", "content": "no", "is_error": true},
            {"type": "text", "text": "Go on."}]}])"));
}

TEST(anthropic_request, shows_images_before_the_words_about_them) {
    auto const body =
        written({.messages = {{.text = "What is it?", .images = {{"image/png", "aGk="}}}}, .purpose = ""});

    EXPECT_EQ(body.at_pointer("/messages/0/content"), json::parse(R"([
        {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "aGk="}},
        {"type": "text", "text": "What is it?"}])"));
}

TEST(anthropic_request, passes_tools_through) {
    auto const body =
        written({.tools = {{.name = "f", .description = "does", .parameters = R"({"type":"object","required":["a"]})"},
                           {.name = "g", .parameters = "{"}}});

    EXPECT_EQ(body.at("tools"), json::parse(R"([
        {"name": "f", "description": "does", "input_schema": {"type": "object", "required": ["a"]}},
        {"name": "g", "input_schema": {"type": "object"}}])"));
}

llm::message thought_answer(std::string text) {
    return {.who = role::assistant,
            .text = std::move(text),
            .replayed = {"anthropic", R"([{"type":"thinking","thinking":"hm","signature":"c2ln"},
                                          {"type":"text","text":"Yes."}])"}};
}

TEST(anthropic_request, sends_its_own_blocks_back_unchanged) {
    auto const body = written({.messages = {{.text = "?"}, thought_answer("Yes."), {.text = "!"}}});

    EXPECT_EQ(body.at_pointer("/messages/1/content"), json::parse(R"([
        {"type":"thinking","thinking":"hm","signature":"c2ln"},{"type":"text","text":"Yes."}])"));
}

TEST(anthropic_request, sends_no_blocks_that_are_anothers_or_say_something_else) {
    auto const plain = json::parse(R"([{"type": "text", "text": "No."}])");
    EXPECT_EQ(
        written({.messages = {{.text = "?"}, thought_answer("No."), {.text = "!"}}}).at_pointer("/messages/1/content"),
        plain);

    auto other = thought_answer("Yes.");
    other.replayed.provider = "gemini";
    EXPECT_EQ(written({.messages = {{.text = "?"}, other, {.text = "!"}}}).at_pointer("/messages/1/content"),
              json::parse(R"([{"type": "text", "text": "Yes."}])"));
}

TEST(anthropic_request, leaves_out_what_says_nothing) {
    auto const body = written({.messages = {{.who = role::system, .text = " "},
                                            {.text = "hi"},
                                            {.who = role::assistant, .text = "\n"},
                                            {.text = "there"}},
                               .purpose = ""});

    EXPECT_FALSE(body.get_object().contains("system"));
    EXPECT_EQ(body.at("messages"), json::parse(R"([{"role": "user", "content":
        [{"type": "text", "text": "hi"}, {"type": "text", "text": "there"}]}])"));
}

TEST(anthropic_request, begins_the_answer_where_the_model_lets_it) {
    llm::completion_request request{
        .model = "claude-haiku-4-5", .messages = {{.text = "hi"}}, .prefill = "Once upon \n"};
    EXPECT_EQ(written(request).at_pointer("/messages/1"), json::parse(R"({"role":"assistant","content":"Once upon"})"));
    EXPECT_EQ(llm::trailing_blanks(request.prefill), " \n");

    request.model = "claude-opus-4-6";
    EXPECT_EQ(written(request).at("messages").get_array().size(), 1u);
}

TEST(anthropic_request, gives_each_generation_the_options_it_takes) {
    llm::completion_request request{.model = "claude-3-haiku-20240307", .temperature = 1.5, .top_p = 0.5};
    EXPECT_EQ(written(request).at("temperature"), 1.0);
    EXPECT_EQ(written(request).at("top_p"), 0.5);

    request.model = "claude-sonnet-4-5-20250929";
    EXPECT_FALSE(written(request).get_object().contains("top_p")) << "one of both";

    request.model = "claude-opus-4-7";
    EXPECT_FALSE(written(request).get_object().contains("temperature"));
    EXPECT_FALSE(written(request).get_object().contains("thinking"));

    request.model = "claude-sonnet-5-5";
    EXPECT_EQ(written(request).at("thinking"), json::parse(R"({"type":"adaptive","display":"summarized"})"));
}

TEST(anthropic_request, shows_what_a_tool_showed_within_its_result) {
    auto const body = written(
        {.messages = {{.who = role::tool, .text = "a cat", .tool_call_id = "c1", .images = {{"image/png", "aGk="}}}},
         .purpose = ""});

    EXPECT_EQ(body.at_pointer("/messages/0/content"), json::parse(R"([{"type": "tool_result", "tool_use_id": "c1",
        "content": [{"type": "text", "text": "a cat"},
                    {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "aGk="}}]}])"));
}

TEST(anthropic_request, lets_each_generation_think_as_it_can) {
    auto const thinking = [](char const* model, std::int64_t tokens) {
        llm::completion_request request{.model = model, .max_tokens = 3000};
        request.form.thinking_tokens = tokens;
        auto const body = written(request);
        return body.get_object().contains("thinking") ? json::serialize(body.at("thinking")) : std::string();
    };
    constexpr auto adaptive = R"({"type":"adaptive","display":"summarized"})";

    EXPECT_EQ(thinking("claude-opus-4-5", 2000), R"({"type":"enabled","budget_tokens":2000})");
    EXPECT_EQ(thinking("claude-opus-4-5", 9000), R"({"type":"enabled","budget_tokens":2999})");
    EXPECT_EQ(thinking("claude-opus-4-5", 0), "");
    EXPECT_EQ(thinking("claude-opus-4-6", -1), adaptive);
    EXPECT_EQ(thinking("claude-opus-4-8", 2000), adaptive);
    EXPECT_EQ(thinking("claude-opus-4-8", 0), "");
    llm::completion_request request{.model = "claude-opus-4-6"};
    request.form.effort = "low";
    EXPECT_EQ(written(request).at("output_config"), json::parse(R"({"effort": "low"})"));
    request.model = "claude-opus-4-5";
    EXPECT_FALSE(written(request).get_object().contains("output_config"));
}

struct named {
    char const* model;
    bool prefill, sampling, always_thinks;
};

class anthropic_traits : public testing::TestWithParam<named> {};

TEST_P(anthropic_traits, follow_from_the_name) {
    auto const traits = llm::anthropic_traits_of(GetParam().model);

    EXPECT_EQ(traits.prefill, GetParam().prefill);
    EXPECT_EQ(traits.sampling, GetParam().sampling);
    EXPECT_EQ(traits.always_thinks, GetParam().always_thinks);
}

INSTANTIATE_TEST_SUITE_P(
    each, anthropic_traits,
    testing::Values(named{"claude-3-5-haiku-latest", true, true, false},
                    named{"claude-opus-4-20250514", true, true, false}, named{"claude-opus-4-5", true, true, false},
                    named{"claude-sonnet-4-6", false, true, false}, named{"claude-opus-4-8", false, false, false},
                    named{"claude-opus-5", false, false, true}, named{"claude-mythos-preview", false, false, false},
                    named{"", false, false, false}));

TEST(anthropic_config, takes_an_address_with_and_without_its_version) {
    EXPECT_EQ(llm::anthropic_at("", "k").base_url, "https://api.anthropic.com/v1");
    EXPECT_EQ(llm::anthropic_at("http://h/x/", "k").base_url, "http://h/x/v1");
    EXPECT_EQ(llm::anthropic_at("http://h/v1", "k").base_url, "http://h/v1");
}

}  // namespace
