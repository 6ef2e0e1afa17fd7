#include "core/text_template.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using core::text_template;

std::string_view value_of(std::string_view name) {
    if (name == "who") return "Ann";
    return name == "loop" ? "{{who}} {{loop}}" : "";
}

// What `text` becomes, or "!" and why it can't be read.
std::string filled(std::string const& text) {
    auto const parsed = text_template::parse(text);
    if (!parsed) return "!" + parsed.error().message;
    auto out = parsed->fill(value_of);
    EXPECT_EQ(out.size(), parsed->filled_size(value_of));
    return out;
}

TEST(text_template, puts_values_in_their_places) {
    struct row {
        char const* text;
        char const* becomes;
    };
    row const rows[] = {{"", ""},
                        {"plain", "plain"},
                        {"{{who}}", "Ann"},
                        {"Hello {{ who\t}}!", "Hello Ann!"},
                        {"{{who}}{{who}}", "AnnAnn"},
                        {"{ {who} } }} { {", "{ {who} } }} { {"},
                        {"\\{{who}} is a place", "{{who}} is a place"},
                        {"\\\\{{who", "\\{{who"},
                        {"{{nothing}}.", "."}};
    for (auto const& each : rows) EXPECT_EQ(filled(each.text), each.becomes) << each.text;
}

TEST(text_template, never_looks_into_a_value) { EXPECT_EQ(filled("<{{loop}}>"), "<{{who}} {{loop}}>"); }

TEST(text_template, refuses_braces_that_open_no_place_and_says_where) {
    std::string const wrong[] = {"{{",
                                 "{{}}",
                                 "{{ }}",
                                 "{{who",
                                 "{{who}",
                                 "{{1st}}",
                                 "{{a b}}",
                                 "{{a.b}}",
                                 "{{#if x}}",
                                 "{{who | upper}}",
                                 "{{{{who}}}}",
                                 "{{\n who}}",
                                 "{{who\n}}",
                                 "{{größe}}",
                                 "{{__proto__.x}}",
                                 "{{who}} {{x-y}}",
                                 "{{" + std::string(65, 'a') + "}}",
                                 "{{" + std::string(300, ' ') + "who}}"};
    for (auto const& each : wrong) EXPECT_TRUE(filled(each).starts_with("!")) << each;
    EXPECT_TRUE(filled("Grüße {{").contains("at character 7 ")) << filled("Grüße {{");
}

TEST(text_template, tells_each_name_once_in_the_order_of_the_text) {
    auto const parsed = text_template::parse("{{b}} {{a}} {{b}} \\{{c}}");

    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->names(), (std::vector<std::string_view>{"b", "a"}));
}

// T-21: what it costs grows with the text and not with its square.
TEST(text_template, reads_a_text_of_nothing_but_braces_at_once) {
    std::string closed, open;
    for (int i = 0; i < 200'000; ++i) closed += "{{a}}";
    for (int i = 0; i < 500'000; ++i) open += "\\{{";

    EXPECT_EQ(text_template::parse(closed)->names().size(), 1u);
    EXPECT_TRUE(text_template::parse(open));
    EXPECT_FALSE(text_template::parse(std::string(1'000'000, '{')));
}

}  // namespace
