#include "core/json_schema.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace first {
struct part {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(part, (), (name))
auto rules(part const*) { return core::fields(core::required(&part::name), core::length(&part::name, 1, 10)); }

enum class order { asc, desc };
BOOST_DESCRIBE_ENUM(order, asc, desc)

struct request {
    std::string message;
    std::optional<double> temperature;
    int limit = 20;
    order sort = order::desc;
    std::vector<std::string> tags;
    part one;
    std::optional<part> maybe;
    std::map<std::string, int> counts;
    std::optional<core::timestamp> since;
};
BOOST_DESCRIBE_STRUCT(request, (), (message, temperature, limit, sort, tags, one, maybe, counts, since))
auto rules(request const*) {
    return core::fields(core::required(&request::message), core::length(&request::message, 1, 100'000),
                        core::doc(&request::message, "What the person says."), core::range(&request::temperature, 0, 2),
                        core::range(&request::limit, 1, 100), core::length(&request::tags, 0, 5),
                        core::item_length(&request::tags, 1, 30));
}

struct tree {
    std::vector<tree> children;
};
BOOST_DESCRIBE_STRUCT(tree, (), (children))
}  // namespace first

namespace second {
struct part {
    int n = 0;
};
BOOST_DESCRIBE_STRUCT(part, (), (n))
}  // namespace second

namespace {

TEST(json_schema, says_what_the_reader_checks) {
    auto const expected = boost::json::parse(R"({
        "type": "object",
        "properties": {
            "message": {"type": "string", "minLength": 1, "maxLength": 100000, "description": "What the person says."},
            "temperature": {"type": ["number", "null"], "minimum": 0, "maximum": 2},
            "limit": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
            "sort": {"type": "string", "enum": ["asc", "desc"], "default": "desc"},
            "tags": {"type": "array", "items": {"type": "string", "minLength": 1, "maxLength": 30}, "maxItems": 5},
            "one": {"type": "object", "properties": {"name": {"type": "string", "minLength": 1, "maxLength": 10}},
                    "required": ["name"], "additionalProperties": false},
            "maybe": {"type": ["object", "null"],
                      "properties": {"name": {"type": "string", "minLength": 1, "maxLength": 10}},
                      "required": ["name"], "additionalProperties": false},
            "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
            "since": {"type": ["string", "null"], "format": "date-time"}
        },
        "required": ["message"],
        "additionalProperties": false
    })");

    EXPECT_EQ(boost::json::value(core::json_schema<first::request>()), expected);
}

TEST(json_schema, refers_to_collected_structs) {
    core::schema_collector collector;

    auto const reference = collector.reference(core::described<first::request>());

    EXPECT_EQ(reference.at("$ref"), "#/components/schemas/request");
    auto const& properties = collector.schemas.at("request").at("properties");
    EXPECT_EQ(properties.at("one").at("$ref"), "#/components/schemas/part");
    EXPECT_EQ(properties.at("maybe").at("anyOf").at(0).at("$ref"), "#/components/schemas/part");
    EXPECT_TRUE(collector.schemas.contains("part"));
}

TEST(json_schema, tells_structs_of_one_name_apart_by_namespace) {
    core::schema_collector collector;

    collector.reference(core::described<first::part>());
    auto const other = collector.reference(core::described<second::part>());

    EXPECT_EQ(other.at("$ref"), "#/components/schemas/second.part");
}

TEST(json_schema, ends_for_a_struct_that_contains_itself) {
    core::schema_collector collector;

    collector.reference(core::described<first::tree>());

    EXPECT_EQ(collector.schemas.at("tree").at("properties").at("children").at("items").at("$ref"),
              "#/components/schemas/tree");
}

}  // namespace
