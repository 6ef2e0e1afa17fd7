#include "core/json_read.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include <cstdlib>

namespace {

enum class colour { red, green, default_ };
BOOST_DESCRIBE_ENUM(colour, red, green, default_)

struct point {
    int x = 0;
    std::int64_t y = 0;
};
BOOST_DESCRIBE_STRUCT(point, (), (x, y))
auto rules(point const*) { return core::fields(core::required(&point::x)); }

struct everything {
    bool flag = false;
    std::uint16_t port = 8000;
    std::int64_t count = 0;
    double ratio = 0.5;
    std::string text;
    colour paint = colour::red;
    std::chrono::milliseconds wait{0};
    core::timestamp when{};
    boost::json::value anything;
    boost::json::object metadata;
    point place;
    std::vector<std::string> tags;
    std::vector<point> route;
    std::optional<double> temperature;
    std::optional<point> corner;
    std::map<std::string, std::string> labels;
    std::optional<std::optional<std::string>> title;
    bool async_ = false;
};
BOOST_DESCRIBE_STRUCT(everything, (),
                      (flag, port, count, ratio, text, paint, wait, when, anything, metadata, place, tags, route,
                       temperature, corner, labels, title, async_))
auto rules(everything const*) {
    return core::fields(core::length(&everything::text, 1, 5), core::range(&everything::temperature, 0, 2),
                        core::length(&everything::tags, 0, 3), core::item_length(&everything::tags, 1, 4),
                        core::range(&everything::count, 1, 100));
}

struct sorted {
    std::string order = "desc";
};
BOOST_DESCRIBE_STRUCT(sorted, (), (order))
auto rules(sorted const*) { return core::fields(core::one_of(&sorted::order, "asc", "desc")); }

struct node {
    std::vector<node> children;
};
BOOST_DESCRIBE_STRUCT(node, (), (children))

template <class T = everything>
std::vector<core::field_problem> problems(std::string_view text) {
    T out;
    auto const read = core::read_json(text, out);
    if (!read) EXPECT_EQ(read.error().code, core::errc::invalid_input);
    return read ? std::vector<core::field_problem>() : read.error().details;
}

using list = std::vector<core::field_problem>;

TEST(json_read, fills_every_kind_of_member) {
    everything out;
    auto const read = core::read_json(R"({"flag":true,"port":65535,"count":7,"ratio":1,"text":"h\u00e9llo",
        "paint":"default","wait":0.05,"when":"2026-01-31T10:05:00+01:00","anything":[1,null],"metadata":{"a":{"b":2}},
        "place":{"x":1,"y":-2},"tags":["a","b"],"route":[{"x":1},{"x":2}],"temperature":0.7,"corner":{"x":3},
        "labels":{"k":"v"},"title":"t","async":true})",
                                      out);

    ASSERT_TRUE(read) << read.error().message;
    EXPECT_TRUE(out.flag);
    EXPECT_EQ(out.port, 65535);
    EXPECT_EQ(out.count, 7);
    EXPECT_EQ(out.ratio, 1.0);
    EXPECT_EQ(out.text, "h\u00e9llo");
    EXPECT_EQ(out.paint, colour::default_);
    EXPECT_EQ(out.wait.count(), 50);
    EXPECT_EQ(core::to_ms(out.when), 1769850300000);
    EXPECT_EQ(out.anything, (boost::json::value{1, nullptr}));
    EXPECT_EQ(out.metadata.at("a").at("b").as_int64(), 2);
    EXPECT_EQ(out.place.y, -2);
    EXPECT_EQ(out.tags, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(out.route.at(1).x, 2);
    EXPECT_EQ(out.temperature, 0.7);
    EXPECT_EQ(out.corner->x, 3);
    EXPECT_EQ(out.labels.at("k"), "v");
    EXPECT_EQ(**out.title, "t");
    EXPECT_TRUE(out.async_);
}

TEST(json_read, reads_the_nearest_number_that_a_double_holds) {
    for (std::string const text : {"0.1", "-2.5e-3", "88888888888888888888888888888888888888885", "9007199254740993.0",
                                   "2.2250738585072014e-308", "123456789012345678901234567890e-40",
                                   "-1.7976931348623157e308", "4.9e-324", "1e-400"}) {
        everything out;
        ASSERT_TRUE(core::read_json("{\"ratio\":" + text + "}", out)) << text;
        EXPECT_EQ(out.ratio, std::strtod(text.c_str(), nullptr)) << text;
    }
}

TEST(json_read, keeps_defaults_for_what_is_absent) {
    everything out;

    ASSERT_TRUE(core::read_json("{}", out));

    EXPECT_EQ(out.port, 8000);
    EXPECT_FALSE(out.temperature);
    EXPECT_FALSE(out.title);
}

TEST(json_read, tells_null_from_absent_for_an_optional_of_an_optional) {
    everything out;

    ASSERT_TRUE(core::read_json(R"({"title":null,"temperature":null})", out));

    ASSERT_TRUE(out.title);
    EXPECT_FALSE(*out.title);
    EXPECT_FALSE(out.temperature);
}

TEST(json_read, names_an_unknown_field_and_what_was_meant) {
    EXPECT_EQ(problems(R"({"temprature":1})"),
              (list{{"/temprature", "is not a known field; did you mean \"temperature\"?"}}));
    EXPECT_EQ(problems(R"({"place":{"x":1,"a/b~c":1}})"), (list{{"/place/a~1b~0c", "is not a known field"}}));
}

TEST(json_read, ignores_unknown_fields_when_asked_to) {
    point out;

    EXPECT_TRUE(core::read_json(R"({"x":1,"z":2})", out, core::unknown::ignore));
}

TEST(json_read, says_what_was_expected_of_a_mistyped_field) {
    struct {
        char const* text;
        core::field_problem expected;
    } const cases[] = {
        {R"({"flag":"yes"})", {"/flag", "must be true or false, not a string"}},
        {R"({"count":"7"})", {"/count", "must be an integer, not a string"}},
        {R"({"count":1.5})", {"/count", "must be an integer"}},
        {R"({"count":null})", {"/count", "must be an integer, not null"}},
        {R"({"ratio":[]})", {"/ratio", "must be a number, not an array"}},
        {R"({"text":1})", {"/text", "must be a string, not a number"}},
        {R"({"paint":"blue"})", {"/paint", "must be one of \"red\", \"green\", \"default\""}},
        {R"({"paint":3})", {"/paint", "must be one of \"red\", \"green\", \"default\", not a number"}},
        {R"({"wait":"1"})", {"/wait", "must be a number of seconds, not a string"}},
        {R"({"when":"yesterday"})", {"/when", "must be a time such as 2026-01-31T09:05:00Z"}},
        {R"({"metadata":[]})", {"/metadata", "must be an object, not an array"}},
        {R"({"place":true})", {"/place", "must be an object, not a boolean"}},
        {R"({"tags":{}})", {"/tags", "must be an array, not an object"}},
        {R"({"route":[{"x":1},{"x":"2"}]})", {"/route/1/x", "must be an integer, not a string"}},
        {R"({"labels":{"k":1}})", {"/labels/k", "must be a string, not a number"}},
        {R"({"temperature":"hot"})", {"/temperature", "must be a number, not a string"}},
    };
    for (auto const& each : cases) {
        SCOPED_TRACE(each.text);
        EXPECT_EQ(problems(each.text), list{each.expected});
    }
}

TEST(json_read, keeps_to_the_bounds) {
    struct {
        char const* text;
        core::field_problem expected;
    } const cases[] = {
        {R"({"temperature":2.1})", {"/temperature", "must be between 0 and 2"}},
        {R"({"temperature":-1e300})", {"/temperature", "must be between 0 and 2"}},
        {R"({"count":0})", {"/count", "must be between 1 and 100"}},
        {R"({"count":9223372036854775808})", {"/count", "must be between 1 and 100"}},
        {R"({"port":65536})", {"/port", "must be between 0 and 65535"}},
        {R"({"port":-1})", {"/port", "must be between 0 and 65535"}},
        {R"({"place":{"x":1,"y":1e30}})", {"/place/y", "must be between -9223372036854775808 and 9223372036854775807"}},
        {R"({"place":{"x":1,"y":18446744073709551615}})",
         {"/place/y", "must be between -9223372036854775808 and 9223372036854775807"}},
        {R"({"text":""})", {"/text", "must not be empty"}},
        {R"({"text":"123456"})", {"/text", "must have at most 5 characters, and has 6"}},
        {R"({"text":"a\u0000b"})", {"/text", "must not hold the character U+0000"}},
        {R"({"tags":["a","b","c","d"]})", {"/tags", "must have at most 3 items, and has 4"}},
        {R"({"tags":["a","12345"]})", {"/tags/1", "must have at most 4 characters, and has 5"}},
        {R"({"place":{}})", {"/place/x", "is required"}},
        {R"({"wait":1e300})", {"/wait", "must be a sensible number of seconds"}},
    };
    for (auto const& each : cases) {
        SCOPED_TRACE(each.text);
        EXPECT_EQ(problems(each.text), list{each.expected});
    }
    EXPECT_EQ(problems<sorted>(R"({"order":"up"})"), (list{{"/order", "must be one of \"asc\", \"desc\""}}));
}

TEST(json_read, counts_characters_and_not_bytes) {
    EXPECT_TRUE(problems("{\"text\":\"\u00e4\u00f6\u00fc\u20ac\U0001f600\"}").empty());
}

TEST(json_read, takes_a_whole_number_with_a_fraction_of_zero_for_an_integer) {
    point out;

    ASSERT_TRUE(core::read_json(R"({"x":5.0})", out));

    EXPECT_EQ(out.x, 5);
}

TEST(json_read, collects_all_problems_at_once) {
    auto const found = problems(R"({"flag":1,"text":"","nope":0,"tags":[1,2]})");

    ASSERT_EQ(found.size(), 5u);
    EXPECT_EQ(found[0].field, "/flag");
    EXPECT_EQ(found[4].field, "/nope");
}

TEST(json_read, stops_counting_at_twenty_problems) {
    std::string text = "{";
    for (int i = 0; i < 500; ++i) text += (i ? ",\"u" : "\"u") + std::to_string(i) + "\":1";

    EXPECT_EQ(problems(text + "}").size(), 20u);
}

TEST(json_read, refuses_what_is_not_one_json_object) {
    struct {
        std::string text;
        core::field_problem expected;
    } const cases[] = {
        {"", {"", "must be JSON, and is empty"}},
        {"  \n", {"", "must be JSON, and is empty"}},
        {"[]", {"", "must be an object, not an array"}},
        {"null", {"", "must be an object, not null"}},
        {"{", {"", "must be JSON, and ends too early"}},
        {"{}{}", {"", "must be one JSON value, and something follows it"}},
        {"{\n  \"a\": x}", {"", "must be JSON, and is not at line 2, column 8"}},
        {"{\"text\":\"\xff\"}", {"", "must be valid UTF-8"}},
        {"{\"text\":\"\xc0\xaf\"}", {"", "must be valid UTF-8"}},
        {R"({"text":"a","text":"b"})", {"/text", "must not be given twice"}},
        {R"({"place":{"x":1,"\u0078":2}})", {"/place/x", "must not be given twice"}},
        {R"({"route":[{"x":1},{"x":1,"x":2}]})", {"/route/1/x", "must not be given twice"}},
        {R"({"ratio":1e309})", {"/ratio", "must be a number that a double can hold"}},
        {R"({"anything":[1,-1e999]})", {"/anything/1", "must be a number that a double can hold"}},
    };
    for (auto const& each : cases) {
        SCOPED_TRACE(each.text);
        EXPECT_EQ(problems(each.text), list{each.expected});
    }
}

TEST(json_read, refuses_lone_surrogates) {
    EXPECT_EQ(problems(R"({"text":"\ud800"})").size(), 1u);
    EXPECT_EQ(problems(R"({"text":"\udc00"})").size(), 1u);
    EXPECT_TRUE(problems(R"({"text":"\ud83d\ude00"})").empty());
}

TEST(json_read, refuses_deep_nesting) {
    auto const nested = [](int depth) {
        std::string text = "{\"anything\":";
        for (int i = 0; i < depth; ++i) text += '[';
        for (int i = 0; i < depth; ++i) text += ']';
        return text + "}";
    };

    EXPECT_TRUE(problems(nested(31)).empty());
    EXPECT_EQ(problems(nested(32)), (list{{"", "must not be nested deeper than 32 levels"}}));
    EXPECT_EQ(problems(nested(100'000)), (list{{"", "must not be nested deeper than 32 levels"}}));
}

TEST(json_read, reads_a_struct_that_contains_itself) {
    node out;

    ASSERT_TRUE(core::read_json(R"({"children":[{"children":[{}]},{}]})", out));

    EXPECT_EQ(out.children.size(), 2u);
    EXPECT_EQ(out.children[0].children.size(), 1u);
}

TEST(json_read, makes_one_sentence_of_the_problems) {
    point out;

    EXPECT_EQ(core::read_json("{}", out).error().message, "/x is required.");
    EXPECT_EQ(core::read_json("[]", out).error().message, "The body must be an object, not an array.");
    EXPECT_EQ(core::read_json(R"({"z":1})", out).error().message, "/x is required (and 1 more).");
}

}  // namespace
