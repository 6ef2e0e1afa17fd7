#include "core/described_query.hpp"

#include <gtest/gtest.h>

namespace {

enum class order { asc, desc };
BOOST_DESCRIBE_ENUM(order, asc, desc)

struct list_query {
    int limit = 20;
    order sort = order::desc;
    std::optional<std::string> q;
    std::optional<bool> archived;
    std::vector<std::string> tag;
};
BOOST_DESCRIBE_STRUCT(list_query, (), (limit, sort, q, archived, tag))
auto rules(list_query const*) {
    return core::fields(core::range(&list_query::limit, 1, 100), core::length(&list_query::q, 1, 10));
}

using parameters = std::vector<core::name_and_value>;

TEST(described_query, fills_typed_members_from_text) {
    list_query out;
    auto const read = core::read_query(
        parameters{
            {"limit", "5"}, {"sort", "asc"}, {"q", "h\u00e9"}, {"archived", "true"}, {"tag", "a"}, {"tag", "b,c"}},
        out);

    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(out.limit, 5);
    EXPECT_EQ(out.sort, order::asc);
    EXPECT_EQ(out.q, "h\u00e9");
    EXPECT_EQ(out.archived, true);
    EXPECT_EQ(out.tag, (std::vector<std::string>{"a", "b", "c"}));
}

TEST(described_query, names_each_bad_parameter) {
    list_query out;
    auto const read = core::read_query(
        parameters{{"limit", "0"}, {"sort", "up"}, {"q", "12345678901"}, {"archived", "maybe"}, {"limt", "5"}}, out);

    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().details,
              (std::vector<core::field_problem>{{"/limit", "must be between 1 and 100"},
                                                {"/sort", "must be one of \"asc\", \"desc\""},
                                                {"/q", "must have at most 10 characters, and has 11"},
                                                {"/archived", "must be true or false"},
                                                {"/limt", "is not a known parameter; did you mean \"limit\"?"}}));
}

TEST(described_query, refuses_numbers_with_anything_around_them) {
    for (auto const* text : {"5x", " 5", "+5", "0x5", "5.0", "", "99999999999999999999"}) {
        SCOPED_TRACE(text);
        list_query out;
        EXPECT_FALSE(core::read_query(parameters{{"limit", text}}, out));
    }
}

TEST(described_query, refuses_a_single_value_given_twice) {
    list_query out;

    auto const read = core::read_query(parameters{{"limit", "5"}, {"limit", "6"}}, out);

    EXPECT_EQ(read.error().details, (std::vector<core::field_problem>{{"/limit", "must be given once"}}));
}

TEST(described_query, refuses_invalid_utf8) {
    list_query out;

    EXPECT_FALSE(core::read_query(parameters{{"q", "\xff"}}, out));
}

}  // namespace
