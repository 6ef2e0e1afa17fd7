#include "chat/prompts/prompt_template.hpp"

#include "chat/prompts/shipped.hpp"

#include <gtest/gtest.h>

namespace {

using chat::prompt_template;

prompt_template greeting() {
    return {.role = "You are {{name}}.",
            .instructions = "Greet in {{language}}.",
            .constraints = "",
            .format = "",
            .context = "",
            .examples = {},
            .variables = {{"name", "", std::nullopt}, {"language", "", "English"}}};
}

// The pointers of what is wrong.
std::vector<std::string> problems_of(core::error const& refused) {
    std::vector<std::string> out;
    for (auto const& each : refused.details) out.push_back(each.field);
    return out;
}

TEST(system_prompt, has_its_parts_in_one_order_and_no_trace_of_empty_ones) {
    chat::system_prompt parts{.context = " Facts. \n"};
    EXPECT_EQ(build(parts), "## Context\nFacts.");

    parts.examples = {{"2+2", "4"}, {"3+3", "6"}};
    parts.format = "A number.";
    parts.constraints = "No words.";
    parts.instructions = "Add.";
    parts.role = "You add.";
    EXPECT_EQ(build(parts), "You add.\n\n## Instructions\nAdd.\n\n## Constraints\nNo words.\n\n## Format\nA number.\n\n"
                            "## Examples\nUser:\n2+2\n\nAssistant:\n4\n\nUser:\n3+3\n\nAssistant:\n6\n\n"
                            "## Context\nFacts.");
    EXPECT_EQ(chat::build({}), "");
}

TEST(prompt_template, becomes_text_with_given_and_usual_values) {
    EXPECT_EQ(*render(greeting(), {{"name", "Ann"}}, ""), "You are Ann.\n\n## Instructions\nGreet in English.");
    EXPECT_EQ(*render(greeting(), {{"name", "{{language}}"}, {"language", "{{name}}"}}, ""),
              "You are {{language}}.\n\n## Instructions\nGreet in {{name}}.");
}

TEST(prompt_template, names_each_value_that_is_missing_or_not_known) {
    auto const missing = render(greeting(), {{"nam", "Ann"}, {"a/b", ""}}, "/prompt/variables");

    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, core::errc::invalid_input);
    EXPECT_EQ(problems_of(missing.error()),
              (std::vector<std::string>{"/prompt/variables/a~1b", "/prompt/variables/nam", "/prompt/variables/name"}));
}

TEST(prompt_template, is_refused_where_a_part_names_what_is_no_variable) {
    auto what = greeting();
    what.context = "{{name}} {{city}}";
    what.format = "{{";
    what.examples = {{"{{question}}", "yes"}};
    what.variables.push_back({"name", "", std::nullopt});
    what.variables.push_back({"not a name", "", std::nullopt});

    auto const refused = check(what, "/template");

    ASSERT_FALSE(refused);
    EXPECT_EQ(problems_of(refused.error()),
              (std::vector<std::string>{"/template/variables/2/name", "/template/variables/3/name", "/template/format",
                                        "/template/examples/0/user", "/template/context"}));
}

TEST(prompt_template, must_say_something) {
    EXPECT_FALSE(chat::check({}, "/template"));
    prompt_template blank;
    blank.role = " \n";
    EXPECT_FALSE(check(blank, "/template"));
    EXPECT_TRUE(check(greeting(), "/template"));
}

// T-21: a short template that names a long value often is refused before anything is built.
TEST(prompt_template, never_grows_beyond_its_bound) {
    auto what = greeting();
    what.instructions.clear();
    for (int i = 0; i < 2'000; ++i) what.instructions += "{{name}}";

    auto const grown = render(what, {{"name", std::string(20'000, 'x')}}, "/variables");
    auto const long_value = render(greeting(), {{"name", std::string(20'001, 'x')}}, "/variables");
    auto const just_fits = render(greeting(), {{"name", std::string(20'000, 'x')}}, "/variables");

    EXPECT_EQ(problems_of(grown.error()), std::vector<std::string>{"/variables"});
    EXPECT_EQ(problems_of(long_value.error()), std::vector<std::string>{"/variables/name"});
    EXPECT_TRUE(just_fits);
}

TEST(shipped_prompts, are_whole) {
    for (auto const& each : chat::shipped_prompts()) {
        SCOPED_TRACE(each.id);
        auto const fine = check(each.what, "");
        EXPECT_TRUE(fine) << fine.error().message;
        chat::prompt_values all;
        for (auto const& variable : each.what.variables) {
            EXPECT_FALSE(variable.description.empty());
            if (!variable.default_) all[variable.name] = "value";
        }
        EXPECT_TRUE(render(each.what, all, ""));
    }
    EXPECT_NE(chat::find_shipped("rag_qa"), nullptr);
    EXPECT_EQ(chat::find_shipped("no"), nullptr);
}

}  // namespace
