#include "llm/openai/request.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace {

namespace json = boost::json;

json::value written(llm::completion_request const& request, llm::openai_config const& to = {}) {
    return json::parse(llm::write_openai_request(request, to));
}

TEST(openai_request, asks_for_a_stream_with_its_usage) {
    EXPECT_EQ(written({.model = "gpt-x", .messages = {{.text = "hi"}}}), json::parse(R"({
        "model": "gpt-x", "stream": true, "stream_options": {"include_usage": true},
        "messages": [{"role": "user", "content": "hi"}]})"));
}

TEST(openai_request, carries_the_options_that_were_given) {
    auto const body = written({.model = "m", .temperature = 0.5, .top_p = 0.25, .max_tokens = 100});

    EXPECT_EQ(body.at("temperature"), 0.5);
    EXPECT_EQ(body.at("top_p"), 0.25);
    EXPECT_EQ(body.at("max_tokens"), 100);
}

TEST(openai_request, names_the_length_as_openai_itself_wants_it) {
    auto const body = written({.model = "m", .max_tokens = 100}, llm::openai_at("", "key"));

    EXPECT_EQ(body.at("max_completion_tokens"), 100);
    EXPECT_FALSE(body.get_object().contains("max_tokens"));
}

TEST(openai_request, carries_every_kind_of_message) {
    auto const body = written(
        {.messages = {{.who = llm::role::system, .text = "Be \"kind\"."},
                      {.who = llm::role::user, .text = "line\nbreak\x01"},
                      {.who = llm::role::assistant, .tool_calls = {{.id = "c1", .name = "f", .arguments = "{}"}}},
                      {.who = llm::role::tool, .text = "7", .tool_call_id = "c1"}}});

    EXPECT_EQ(body.at("messages"), json::parse(R"([
        {"role": "system", "content": "Be \"kind\"."},
        {"role": "user", "content": "line\nbreak\u0001"},
        {"role": "assistant", "content": null,
         "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]},
        {"role": "tool", "content": "7", "tool_call_id": "c1"}])"));
}

TEST(openai_request, shows_images) {
    auto const body = written({.messages = {{.text = "What is it?", .images = {{"image/png", "aGk="}}}}});

    EXPECT_EQ(body.at_pointer("/messages/0/content"), json::parse(R"([{"type": "text", "text": "What is it?"},
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,aGk="}}])"));
}

TEST(openai_request, shows_what_tools_showed_behind_all_their_results) {
    using enum llm::role;
    auto const body =
        written({.messages = {{.who = tool, .text = "a cat", .tool_call_id = "c1", .images = {{"image/png", "aGk="}}},
                              {.who = tool, .text = "7", .tool_call_id = "c2"},
                              {.text = "So?"}}});

    EXPECT_EQ(body.at("messages"), json::parse(R"([
        {"role": "tool", "content": "a cat", "tool_call_id": "c1"},
        {"role": "tool", "content": "7", "tool_call_id": "c2"},
        {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:image/png;base64,aGk="}}]},
        {"role": "user", "content": "So?"}])"));
}

TEST(openai_request, never_sends_what_another_provider_wants_back) {
    auto const body = written(
        {.messages = {
             {.who = llm::role::assistant, .text = "Yes.", .replayed = {"anthropic", R"([{"type":"thinking"}])"}}}});

    EXPECT_EQ(body.at("messages"), json::parse(R"([{"role": "assistant", "content": "Yes."}])"));
}

TEST(openai_request, passes_tools_through) {
    auto const body = written(
        {.tools = {{.name = "f", .description = "does", .parameters = R"({"type":"object","required":["a"]})"}}});

    EXPECT_EQ(body.at("tools"), json::parse(R"([{"type": "function", "function":
        {"name": "f", "description": "does", "parameters": {"type": "object", "required": ["a"]}}}])"));
}

TEST(openai_request, gives_a_tool_without_a_readable_schema_an_empty_one) {
    auto const body = written({.tools = {{.name = "f", .parameters = "{"}}});

    EXPECT_EQ(body.at_pointer("/tools/0/function/parameters"), json::parse(R"({"type":"object"})"));
}

TEST(openai_request, ends_with_the_text_to_go_on_from_where_the_server_can) {
    llm::completion_request const request{.messages = {{.text = "hi"}}, .prefill = "Once upon"};

    EXPECT_EQ(written(request, {.continues = llm::continuation::unsupported}).at("messages").get_array().size(), 1u);
    auto const llama = written(request, {.continues = llm::continuation::last_message});
    EXPECT_EQ(llama.at_pointer("/messages/1"), json::parse(R"({"role":"assistant","content":"Once upon"})"));
    EXPECT_FALSE(llama.get_object().contains("continue_final_message"));
    auto const vllm = written(request, {.continues = llm::continuation::vllm});
    EXPECT_EQ(vllm.at("continue_final_message"), true);
    EXPECT_EQ(vllm.at("add_generation_prompt"), false);
}

TEST(openai_config, takes_the_address_of_a_local_server_with_and_without_its_version) {
    EXPECT_EQ(llm::ollama_at("http://h:11434").server.base_url, "http://h:11434/v1");
    EXPECT_EQ(llm::ollama_at("http://h:11434/v1/").server.base_url, "http://h:11434/v1");
    EXPECT_EQ(llm::openai_at("http://h/api/", "").server.base_url, "http://h/api");
}

}  // namespace
