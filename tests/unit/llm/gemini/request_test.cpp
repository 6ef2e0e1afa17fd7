#include "llm/gemini/request.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace {

namespace json = boost::json;
using llm::role;

json::value written(llm::completion_request const& request, llm::gemini_config const& to = llm::gemini_at("", "k")) {
    return json::parse(llm::write_gemini_request(request, to));
}

TEST(gemini_request, carries_instruction_messages_and_options) {
    EXPECT_EQ(written({.model = "gemini-2.0-flash",
                       .messages = {{.who = role::system, .text = "Be kind."},
                                    {.text = "hi"},
                                    {.who = role::assistant, .text = "Hello."},
                                    {.text = "So?"}},
                       .temperature = 0.5,
                       .top_p = 0.25,
                       .max_tokens = 100}),
              json::parse(R"({
        "systemInstruction": {"parts": [{"text": "Be kind."}]},
        "generationConfig": {"temperature": 0.5, "topP": 0.25, "maxOutputTokens": 100},
        "contents": [{"role": "user", "parts": [{"text": "hi"}]}, {"role": "model", "parts": [{"text": "Hello."}]},
                     {"role": "user", "parts": [{"text": "So?"}]}]})"));
}

TEST(gemini_request, takes_the_temperature_of_its_own_setting_where_none_is_named) {
    auto warm = llm::gemini_at("", "k");
    warm.temperature = 1.5;

    EXPECT_EQ(written({}, warm).at_pointer("/generationConfig/temperature"), 1.5);
    EXPECT_EQ(written({.temperature = 0}, warm).at_pointer("/generationConfig/temperature"), 0.0);
}

TEST(gemini_request, asks_for_thoughts_where_the_model_has_them) {
    EXPECT_EQ(written({.model = "gemini-2.5-flash"}).at_pointer("/generationConfig/thinkingConfig"),
              json::parse(R"({"includeThoughts": true})"));
    for (auto const* model : {"gemini-2.0-flash", "gemini-2.5-flash-lite", "gemma-3", ""})
        EXPECT_FALSE(written({.model = model}).get_object().contains("generationConfig")) << model;
}

TEST(gemini_request, carries_calls_and_gathers_their_results_by_name) {
    auto const body =
        written({.model = "gemini-2.5-pro",
                 .messages = {{.text = "?"},
                              {.who = role::assistant,
                               .tool_calls = {{.id = "gemini_call_1", .name = "f", .arguments = "{\"a\":1}"},
                                              {.id = "x2", .name = "g", .arguments = "not JSON"}}},
                              {.who = role::tool, .text = "7", .tool_call_id = "gemini_call_1"},
                              {.who = role::tool, .text = "no", .tool_call_id = "x2", .tool_failed = true}}});

    EXPECT_EQ(body.at("contents"), json::parse(R"([
        {"role": "user", "parts": [{"text": "?"}]},
        {"role": "model", "parts": [{"functionCall": {"name": "f", "args": {"a": 1}}},
                                    {"functionCall": {"id": "x2", "name": "g", "args": {}}}]},
        {"role": "user", "parts": [{"functionResponse": {"name": "f", "response": {"output": "7"}}},
                                   {"functionResponse": {"id": "x2", "name": "g", "response": {"error": "no"}}}]}])"));
}

TEST(gemini_request, says_so_where_a_call_has_no_signature_that_the_model_would_want) {
    llm::message const answer{.who = role::assistant, .tool_calls = {{.id = "c1", .name = "f", .arguments = "{}"}}};

    auto const body = written({.model = "gemini-3-pro", .messages = {{.text = "?"}, answer}});

    EXPECT_EQ(body.at_pointer("/contents/1/parts/0/thoughtSignature"), "skip_thought_signature_validator");
}

TEST(gemini_request, sends_its_own_parts_back_unchanged) {
    constexpr char const* kept =
        R"([{"text":"Yes."},{"functionCall":{"name":"f","args":{}},"thoughtSignature":"c2ln"}])";
    llm::message answer{.who = role::assistant,
                        .text = "Yes.",
                        .tool_calls = {{.id = "gemini_call_1", .name = "f", .arguments = "{}"}},
                        .replayed = {"gemini", kept}};
    EXPECT_EQ(written({.messages = {{.text = "?"}, answer}}).at_pointer("/contents/1/parts"), json::parse(kept));

    answer.text = "No.";
    EXPECT_EQ(written({.messages = {{.text = "?"}, answer}}).at_pointer("/contents/1/parts/0/text"), "No.");

    answer.text = "Yes.";
    answer.replayed.provider = "anthropic";
    EXPECT_FALSE(written({.messages = {{.text = "?"}, answer}})
                     .at_pointer("/contents/1/parts/1")
                     .get_object()
                     .contains("thoughtSignature"));
}

TEST(gemini_request, shows_images) {
    auto const body = written({.messages = {{.text = "What is it?", .images = {{"image/png", "aGk="}}}}});

    EXPECT_EQ(body.at_pointer("/contents/0/parts"),
              json::parse(R"([{"inlineData": {"mimeType": "image/png", "data": "aGk="}}, {"text": "What is it?"}])"));
}

TEST(gemini_request, shows_what_a_tool_showed_behind_its_result) {
    auto const body = written(
        {.messages = {{.who = role::tool, .text = "a cat", .tool_call_id = "c1", .images = {{"image/png", "aGk="}}}}});

    auto const parts = body.at_pointer("/contents/0/parts").as_array();
    ASSERT_EQ(parts.size(), 2u);
    EXPECT_TRUE(parts[0].as_object().contains("functionResponse"));
    EXPECT_EQ(parts[1].at("inlineData"), json::parse(R"({"mimeType": "image/png", "data": "aGk="})"));
}

TEST(gemini_request, passes_tools_through) {
    auto const body =
        written({.tools = {{.name = "f", .description = "does", .parameters = R"({"type":"object","$defs":{}})"},
                           {.name = "g"}}});

    EXPECT_EQ(body.at("tools"), json::parse(R"([{"functionDeclarations": [
        {"name": "f", "description": "does", "parametersJsonSchema": {"type": "object", "$defs": {}}},
        {"name": "g", "parametersJsonSchema": {"type": "object"}}]}])"));
}

TEST(gemini_config, takes_an_address_with_and_without_its_version) {
    EXPECT_EQ(llm::gemini_at("", "k").server.base_url, "https://generativelanguage.googleapis.com/v1beta");
    EXPECT_EQ(llm::gemini_at("http://h/", "k").server.base_url, "http://h/v1beta");
    EXPECT_EQ(llm::gemini_at("http://h/v1beta/", "k").server.base_url, "http://h/v1beta");
}

}  // namespace
