#include "llm/demo/script.hpp"

#include <gtest/gtest.h>

namespace {

llm::completion_request asking(std::string text) {
    return {.messages = {{.who = llm::role::system, .text = "Be kind."},
                         {.who = llm::role::user, .text = std::move(text)}}};
}

TEST(demo_token, depends_on_prompt_seed_and_place_alone) {
    EXPECT_EQ(llm::demo_token("hi", 1, 5), llm::demo_token("hi", 1, 5));

    std::string one, other_prompt, other_seed;
    for (int n = 0; n < 20; ++n) {
        one += llm::demo_token("hi", 1, n);
        other_prompt += llm::demo_token("ho", 1, n);
        other_seed += llm::demo_token("hi", 2, n);
    }
    EXPECT_NE(one, other_prompt);
    EXPECT_NE(one, other_seed);
}

TEST(demo_token, is_the_same_in_every_build) {   // clients recompute answers across versions and machines
    EXPECT_EQ(llm::demo_token("hello", 0, 0) + llm::demo_token("hello", 0, 1) + llm::demo_token("hello", 0, 2),
              "Turning letter kettle");
}

TEST(demo_script, made_up_words_are_as_many_as_asked_for) {
    for (std::int64_t const tokens : {0, 1, 60, 1000}) {
        llm::demo_script const script(asking("hi"), {.tokens = tokens});

        EXPECT_EQ(script.size(), tokens);
        std::string expected;
        for (std::int64_t n = 0; n < tokens; ++n) expected += llm::demo_token("hi", 0, n);
        EXPECT_EQ(script.text(), expected);
    }
}

TEST(demo_script, only_the_last_user_message_matters) {
    auto longer = asking("hi");
    longer.messages.insert(longer.messages.begin() + 1,
                           {{.who = llm::role::user, .text = "before"}, {.who = llm::role::assistant, .text = "Yes?"}});

    EXPECT_EQ(llm::demo_script(longer, {.tokens = 30}).text(), llm::demo_script(asking("hi"), {.tokens = 30}).text());
}

TEST(demo_script, no_token_of_a_helpful_answer_is_cut_inside_a_character) {
    llm::demo_script const script(asking("東京都庁東京都庁東京都庁 und Übermäßigkeitsüberprüfung 🙂🙂🙂🙂🙂"), {});

    ASSERT_GT(script.size(), 10);
    for (std::int64_t n = 0; n < script.size(); ++n) {
        auto const token = script.token(n);
        ASSERT_FALSE(token.empty());
        EXPECT_NE(static_cast<unsigned char>(token[0]) & 0xC0, 0x80) << token;
    }
}

TEST(demo_script, says_that_it_is_no_model_and_quotes_what_was_written) {
    auto const text = llm::demo_script(asking("What is a fjord?"), {}).text();

    EXPECT_NE(text.find("not a language model"), std::string::npos);
    EXPECT_NE(text.find("> What is a fjord?"), std::string::npos);
    EXPECT_NE(text.find("OPENAI_API_KEY"), std::string::npos);
    EXPECT_NE(text.find("```sh"), std::string::npos);
}

TEST(demo_script, quotes_only_the_beginning_of_a_long_message) {
    auto const text = llm::demo_script(asking(std::string(100'000, 'x')), {}).text();

    EXPECT_LT(text.size(), 2'000u);
    EXPECT_NE(text.find("xxx …\n"), std::string::npos);
}

TEST(demo_script, quotes_every_line_as_a_quotation) {
    auto const text = llm::demo_script(asking("one\ntwo\nthree\nfour"), {}).text();

    EXPECT_NE(text.find("> one\n> two\n> three …\n"), std::string::npos) << text;
}

TEST(demo_script, shows_a_table_or_code_to_those_who_ask) {
    EXPECT_NE(llm::demo_script(asking("A Table, please"), {}).text().find("|:---"), std::string::npos);
    EXPECT_NE(llm::demo_script(asking("show me code!"), {}).text().find("```python"), std::string::npos);
    EXPECT_GT(llm::demo_script(asking("something long"), {}).text().size(), 2'000u);
}

TEST(demo_script, takes_no_word_inside_another_for_a_keyword) {
    EXPECT_NE(llm::demo_script(asking("How comfortable! Decoded along the way."), {}).text().find("You wrote"),
              std::string::npos);
}

TEST(demo_script, answers_an_empty_conversation) {
    EXPECT_NE(llm::demo_script({}, {}).text().find("not a language model"), std::string::npos);
}

std::string title_of(std::string text) {
    auto request = asking(std::move(text));
    request.purpose = "title";
    return llm::demo_script(request, {.tokens = 60}).text();
}

TEST(demo_script, makes_a_title_of_the_first_words) {
    EXPECT_EQ(title_of("How do I bake bread?"), "How do I bake bread");
    EXPECT_EQ(title_of("# First we take a *very long* walk\n\nThen"), "First we take a very long");
    EXPECT_EQ(title_of("Question:\n\nWho is Ada?\n\nAnswer:\nA person."), "Who is Ada");
    EXPECT_EQ(title_of(""), "Demo conversation");
    EXPECT_EQ(title_of("   \n  "), "Demo conversation");
}

TEST(demo_script, cuts_an_endless_word_of_a_title_at_a_character) {
    std::string endless;
    for (int i = 0; i < 100; ++i) endless += "東";

    auto const title = title_of(endless);

    EXPECT_EQ(title, endless.substr(0, 60));
}

llm::completion_request with_tool(std::string parameters) {
    auto request = asking("weather in Oslo");
    request.tools.push_back({.name = "weather", .description = "", .parameters = std::move(parameters)});
    return request;
}

TEST(demo_script, calls_the_first_offered_tool_with_what_its_schema_requires) {
    auto const request = with_tool(R"({"type": "object", "required": ["city", "days", "unit"], "properties": {
        "city": {"type": "string"}, "days": {"type": "integer"}, "unit": {"type": "string", "enum": ["C", "F"]},
        "more": {"type": "string"}}})");

    auto const call = llm::demo_script(request, {.tools = true}).call();

    ASSERT_TRUE(call);
    EXPECT_EQ(call->name, "weather");
    EXPECT_EQ(call->arguments, R"({"city":"weather in Oslo","days":1,"unit":"C"})");
}

TEST(demo_script, calls_a_tool_whose_schema_is_unreadable_without_arguments) {
    for (char const* parameters : {"", "{", "[]", "null", R"({"required":5})", R"({"required":[1],"properties":{}})"})
        EXPECT_EQ(llm::demo_script(with_tool(parameters), {.tools = true}).call()->arguments, "{}") << parameters;
}

TEST(demo_script, quotes_what_the_tool_answered_and_calls_no_more) {
    auto request = with_tool("{}");
    request.messages.push_back({.who = llm::role::assistant, .tool_calls = {{.id = "call_demo_1", .name = "weather"}}});
    request.messages.push_back({.who = llm::role::tool, .text = "Rain, 7 °C", .tool_call_id = "call_demo_1"});

    llm::demo_script const script(request, {.tools = true});

    EXPECT_FALSE(script.call());
    EXPECT_NE(script.text().find("> Rain, 7 °C"), std::string::npos);
}

TEST(demo_script, calls_no_tool_that_was_not_offered) {
    EXPECT_FALSE(llm::demo_script(asking("hi"), {.tools = true}).call());
}

}  // namespace
