#include "llm/openai/responses/request.hpp"

#include "llm/openai/config.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace {

namespace json = boost::json;
using llm::role;

json::value written(llm::completion_request const& request, llm::thoughts shown = llm::thoughts::summarised) {
    return json::parse(llm::write_responses_request(request, "openai", shown));
}

TEST(responses_request, asks_for_a_stream_that_is_not_stored) {
    EXPECT_EQ(written({.model = "gpt-4o",
                       .messages = {{.who = role::system, .text = "Be kind."}, {.text = "hi"}},
                       .temperature = 0.5,
                       .top_p = 0.9,
                       .max_tokens = 100}),
              json::parse(R"({"model": "gpt-4o", "stream": true, "store": false, "temperature": 0.5, "top_p": 0.9,
        "max_output_tokens": 100,
        "input": [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "hi"}]})"));
}

TEST(responses_request, asks_a_model_that_thinks_for_its_thoughts_and_for_no_temperature) {
    llm::completion_request request{.model = "gpt-5.4", .messages = {{.text = "hi"}}, .temperature = 0.5};
    request.form.effort = "low";

    EXPECT_EQ(written(request), json::parse(R"({"model": "gpt-5.4", "stream": true, "store": false,
        "include": ["reasoning.encrypted_content"], "reasoning": {"summary": "auto", "effort": "low"},
        "input": [{"role": "user", "content": "hi"}]})"));
    EXPECT_EQ(written(request, llm::thoughts::hidden).at("reasoning"), json::parse(R"({"effort": "low"})"));
}

TEST(responses_request, asks_a_server_that_is_to_keep_it_to_write_on_by_itself) {
    auto const body = json::parse(llm::write_responses_request({.model = "m"}, "openai", llm::thoughts::hidden, true));
    EXPECT_EQ(body.at("store"), true);
    EXPECT_EQ(body.at("background"), true);
}

TEST(openai_model, reasons_as_its_name_tells) {
    for (auto const* name : {"o3", "o4-mini", "gpt-5", "gpt-5.4-mini", "gpt-10", "codex-mini-latest"})
        EXPECT_TRUE(llm::openai_model_reasons(name)) << name;
    for (auto const* name : {"gpt-4o", "gpt-4.1", "gpt-5-chat-latest", "gpt-oss", "omni", "llama", "", "gpt-"})
        EXPECT_FALSE(llm::openai_model_reasons(name)) << name;
}

TEST(responses_request, carries_images_calls_and_their_results) {
    auto const body = written(
        {.messages = {{.text = "What is it?", .images = {{"image/png", "aGk="}}},
                      {.who = role::assistant,
                       .text = "Let me see.",
                       .tool_calls = {{.id = "c1", .name = "f", .arguments = "{\"a\":1}"}, {.id = "c2", .name = "g"}}},
                      {.who = role::tool, .text = "7", .tool_call_id = "c1"},
                      {.who = role::tool, .text = "see", .tool_call_id = "c2", .images = {{"image/png", "aGk="}}}}});

    EXPECT_EQ(body.at("input"), json::parse(R"([
        {"role": "user", "content": [{"type": "input_text", "text": "What is it?"},
            {"type": "input_image", "image_url": "data:image/png;base64,aGk=", "detail": "auto"}]},
        {"role": "assistant", "content": "Let me see."},
        {"type": "function_call", "call_id": "c1", "name": "f", "arguments": "{\"a\":1}"},
        {"type": "function_call", "call_id": "c2", "name": "g", "arguments": "{}"},
        {"type": "function_call_output", "call_id": "c1", "output": "7"},
        {"type": "function_call_output", "call_id": "c2", "output": [{"type": "input_text", "text": "see"},
            {"type": "input_image", "image_url": "data:image/png;base64,aGk=", "detail": "auto"}]}])"));
}

TEST(responses_request, passes_tools_choices_and_formats_through) {
    llm::completion_request request{
        .tools = {{.name = "f", .description = "does", .parameters = R"({"type":"object","required":["a"]})"},
                  {.name = "g", .parameters = "{"}}};
    request.form = {.tools = llm::tool_use::named, .tool = "f", .parallel_calls = false};
    request.form.format = R"({"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"}}})";
    request.form.verbosity = "low";

    auto const body = written(request);

    EXPECT_EQ(body.at("tools"), json::parse(R"([
        {"type": "function", "name": "f", "description": "does",
         "parameters": {"type": "object", "required": ["a"]}, "strict": false},
        {"type": "function", "name": "g", "parameters": {"type": "object"}, "strict": false}])"));
    EXPECT_EQ(body.at("tool_choice"), json::parse(R"({"type": "function", "name": "f"})"));
    EXPECT_EQ(body.at("parallel_tool_calls"), false);
    EXPECT_EQ(body.at("text"), json::parse(R"({"verbosity": "low",
        "format": {"type": "json_schema", "name": "n", "schema": {"type": "object"}}})"));
    request.form = {.format = R"({"type":"json_object"})"};
    EXPECT_EQ(written(request).at("text"), json::parse(R"({"format": {"type": "json_object"}})"));
}

constexpr char const* items = R"([{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"ZW5j"},
    {"type":"message","id":"m","role":"assistant","content":[{"type":"output_text","text":"Yes.","annotations":[]}]},
    {"type":"function_call","id":"fc","call_id":"c1","name":"f","arguments":"{}"}])";

llm::message thought_answer(std::string text) {
    return {.who = role::assistant,
            .text = std::move(text),
            .tool_calls = {{.id = "c1", .name = "f", .arguments = "{}"}},
            .replayed = {"openai", items}};
}

TEST(responses_request, sends_its_own_items_back_unchanged_and_no_others) {
    EXPECT_EQ(written({.messages = {thought_answer("Yes.")}}).at("input"), json::parse(items));

    auto const plain = [](std::string_view text) {
        return json::parse(R"([{"role": "assistant", "content": ")" + std::string(text) + R"("},
            {"type": "function_call", "call_id": "c1", "name": "f", "arguments": "{}"}])");
    };
    EXPECT_EQ(written({.messages = {thought_answer("No.")}}).at("input"), plain("No.")) << "it was changed";
    auto other = thought_answer("Yes.");
    other.replayed.provider = "anthropic";
    EXPECT_EQ(written({.messages = {other}}).at("input"), plain("Yes."));
    other = thought_answer("Yes.");
    other.tool_calls.clear();
    EXPECT_EQ(written({.messages = {other}}).at("input"), json::parse(R"([{"role": "assistant", "content": "Yes."}])"));
}

TEST(responses_request, leaves_to_chat_completions_what_it_has_no_words_for) {
    EXPECT_TRUE(llm::responses_can_say({.max_tokens = 16}));
    EXPECT_FALSE(llm::responses_can_say({.max_tokens = 15}));
    EXPECT_FALSE(llm::responses_can_say({.form = {.stop = {"x"}}}));
    EXPECT_FALSE(llm::responses_can_say({.form = {.seed = 1}}));
    EXPECT_FALSE(llm::responses_can_say({.form = {.presence_penalty = 1}}));
    EXPECT_FALSE(llm::responses_can_say({.form = {.frequency_penalty = 1}}));
}

}  // namespace
