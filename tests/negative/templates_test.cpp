#include "request_rows.hpp"
#include "support/test_application.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <iostream>

// T-21 and M-02 for templates of prompts: a template has places and nothing else, so it can neither compute nor grow.

namespace negative {

namespace {

namespace json = boost::json;

json::object with_part(std::string const& text, json::array const& variables = {{{"name", "a"}}}) {
    return {{"name", "x"}, {"template", {{"instructions", text}, {"variables", variables}}}};
}

std::string repeated(std::string_view text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
}

struct template_row {
    std::string name;
    json::object body;
    std::string field;   // that the refusal names; "*": any
};

void PrintTo(template_row const& row, std::ostream* out) { *out << row.name; }

std::vector<template_row> template_rows() {
    json::array fifty_one, doubled{{{"name", "a"}}, {{"name", "a"}}};
    for (int i = 0; i < 51; ++i) fifty_one.push_back(json::object{{"name", "v" + std::to_string(i)}});
    json::array many_examples;
    for (int i = 0; i < 21; ++i) many_examples.push_back(json::object{{"user", "q"}, {"assistant", "a"}});
    json::object examples{{"name", "x"}, {"template", {{"examples", many_examples}}}};
    json::object deep{{"name", "x"}, {"template", {{"template", with_part("x")}}}};
    std::string const at = "/template/instructions";
    return {
        {"loop", with_part("{{#each a}}x{{/each}}"), at},
        {"nested_loops", with_part(repeated("{{#a}}", 500) + repeated("{{/a}}", 500)), at},
        {"condition", with_part("{% if a %}{{ a|length > 1 }}{% endif %}"), at},
        {"expression", with_part("{{a + a}}"), at},
        {"attribute", with_part("{{a.__class__.__mro__}}"), at},
        {"index", with_part("{{a['constructor']}}"), at},
        {"call", with_part("{{range(1000000)}}"), at},
        {"include", with_part("{{> secrets}}"), at},
        {"raw", with_part("{{{a}}}"), at},
        {"unclosed", with_part("{{a"), at},
        {"only_braces", with_part(std::string(20'000, '{')), at},
        {"undeclared", with_part("{{b}}"), at},
        {"in_an_example",
         {{"name", "x"}, {"template", {{"examples", json::array{{{"user", "{{b}}"}, {"assistant", "x"}}}}}}},
         "/template/examples/0/user"},
        {"variable_of_no_name", with_part("x", {{{"name", "a b"}}}), "/template/variables/0/name"},
        {"variable_of_another_alphabet", with_part("x", {{{"name", "\u0430"}}}), "/template/variables/0/name"},
        {"variable_twice", with_part("x", doubled), "/template/variables/1/name"},
        {"too_many_variables", with_part("x", fifty_one), "/template/variables"},
        {"too_many_examples", examples, "/template/examples"},
        {"too_long_a_part", with_part(std::string(20'001, 'x')), at},
        {"nothing", {{"name", "x"}, {"template", json::object()}}, "/template"},
        {"blanks", with_part(" \n\t"), "/template"},
        {"another_field", {{"name", "x"}, {"template", {{"role", "x"}, {"code", "x"}}}}, "/template/code"},
        {"template_in_a_template", deep, "/template/template"},
        {"a_text_for_a_template", {{"name", "x"}, {"template", "x"}}, "/template"},
        {"number_for_a_default", with_part("{{a}}", {{{"name", "a"}, {"default", 1}}}),
         "/template/variables/0/default"},
    };
}

class hostile_templates : public testing::TestWithParam<template_row> {
public:
    static void SetUpTestSuite() {
        server = std::make_unique<support::test_application>();
        server->lift_limits();
        std::cout << template_rows().size() << " templates\n";
    }
    static void TearDownTestSuite() { server.reset(); }

protected:
    static inline std::unique_ptr<support::test_application> server;
};

std::string first_field(support::api_reply const& refused) {
    if (!refused.body.is_object() || !refused.body.get_object().contains("error")) return {};
    auto const* details = refused.body.at("error").get_object().if_contains("details");
    return details && details->is_array() && !details->get_array().empty()
               ? std::string(details->at(0).at("field").as_string())
               : std::string();
}

TEST_P(hostile_templates, are_refused_by_name) {
    auto const& row = GetParam();

    auto const refused = server->client().post("/api/v1/prompts", json::serialize(row.body));

    EXPECT_EQ(refused.status, 400) << refused.text;
    EXPECT_EQ(refused.error_code(), "VALIDATION_ERROR");
    EXPECT_EQ(first_field(refused), row.field) << refused.text;
}

INSTANTIATE_TEST_SUITE_P(negative, hostile_templates, testing::ValuesIn(template_rows()),
                         [](auto const& info) { return test_name("T-21", info.param.name); });

using hostile_values = hostile_templates;

// What a value says stays text, wherever it is used.
TEST_F(hostile_values, T_21_are_never_read_as_templates) {
    auto const& client = server->client();
    auto const made =
        client.post("/api/v1/prompts", json::serialize(with_part("<{{a}}|{{b}}>", {{{"name", "a"}}, {{"name", "b"}}})));
    ASSERT_EQ(made.status, 201) << made.text;
    json::object const values{{"variables", {{"a", "{{b}} \\{{b}} {{a}}"}, {"b", "{{a}}"}}}};

    auto const text = client.post("/api/v1/prompts/" + made.string("id") + "/render", json::serialize(values));

    EXPECT_EQ(text.string("system_prompt"), "## Instructions\n<{{b}} \\{{b}} {{a}}|{{a}}>");
}

// 4,000 places of 5 bytes with a value of 20,000 characters would be 80 MB: refused before any of it is built.
TEST_F(hostile_values, T_21_cannot_make_a_short_template_long) {
    auto const& client = server->client();
    auto const made = client.post("/api/v1/prompts", json::serialize(with_part(repeated("{{a}}", 4'000))));
    ASSERT_EQ(made.status, 201) << made.text;
    json::object const values{{"variables", {{"a", std::string(20'000, 'x')}}}};

    auto const began = std::chrono::steady_clock::now();
    auto const refused = client.post("/api/v1/prompts/" + made.string("id") + "/render", json::serialize(values));

    EXPECT_EQ(refused.status, 400) << refused.text.substr(0, 200);
    EXPECT_LT(refused.text.size(), 2'000u);
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(5));
}

TEST_F(hostile_values, T_21_are_named_where_they_are_missing_unknown_too_long_or_no_text) {
    auto const& client = server->client();
    auto const id = client.post("/api/v1/prompts", json::serialize(with_part("{{a}}"))).string("id");
    struct row {
        json::object variables;
        std::string field;
    };
    row const rows[] = {{{}, "/variables/a"},
                        {{{"a", "x"}, {"b", "x"}}, "/variables/b"},
                        {{{"a", "x"}, {"__proto__", "x"}}, "/variables/__proto__"},
                        {{{"a", "x"}, {"", "x"}}, "/variables/"},
                        {{{"a", "x"}, {"a/b~c", "x"}}, "/variables/a~1b~0c"},
                        {{{"a", std::string(20'001, 'x')}}, "/variables/a"},
                        {{{"a", 1}}, "/variables/a"},
                        {{{"a", nullptr}}, "/variables/a"},
                        {{{"a", json::array{"x"}}}, "/variables/a"}};
    for (auto const& each : rows) {
        auto const body = json::serialize(each.variables).substr(0, 60);
        SCOPED_TRACE(body);
        auto const rendered = client.post("/api/v1/prompts/" + id + "/render",
                                          json::serialize(json::object{{"variables", each.variables}}));
        auto const asked = client.post(
            "/api/v1/chat",
            json::serialize(json::object{{"message", "x"}, {"prompt", {{"id", id}, {"variables", each.variables}}}}));

        EXPECT_EQ(rendered.status, 400) << rendered.text;
        EXPECT_EQ(first_field(rendered), each.field) << rendered.text;
        EXPECT_EQ(asked.status, 400) << asked.text;
        EXPECT_EQ(first_field(asked), "/prompt" + each.field) << asked.text;
    }
    EXPECT_EQ(client.get("/api/v1/conversations").body.at("pagination").at("total"), 0)
        << "nothing was begun that was refused";
}

TEST_F(hostile_values, M_02_versions_that_no_prompt_has_are_refused) {
    auto const& client = server->client();
    auto const id = client.post("/api/v1/prompts", json::serialize(with_part("x"))).string("id");
    for (auto const* version : {"-1", "0", "1.5", "1e400", "18446744073709551616", "\"1\"", "[]"}) {
        auto const use = R"({"message":"x","prompt":{"id":")" + id + R"(","version":)" + version + "}}";
        EXPECT_EQ(client.post("/api/v1/chat", use).status, 400) << version;
    }
    auto const use = R"({"message":"x","prompt":{"id":")" + id + R"(","version":2}})";
    EXPECT_EQ(client.post("/api/v1/chat", use).status, 404);
}

}  // namespace

}  // namespace negative
