#include "core/json_write.hpp"

#include "core/json_read.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include <limits>

namespace {

enum class level { low, high };
BOOST_DESCRIBE_ENUM(level, low, high)

struct inner {
    int n = 1;
    bool operator==(inner const&) const = default;
};
BOOST_DESCRIBE_STRUCT(inner, (), (n))

struct reply {
    bool ok = true;
    std::uint32_t count = 4'000'000'000;
    double cost = 0.1;
    std::string text = "a\"b\\c\n\x01";
    level how = level::high;
    std::chrono::milliseconds took{1500};
    core::timestamp at = core::from_ms(1'769'850'300'123);
    boost::json::value raw = {1, "x"};
    boost::json::object metadata{{"k", nullptr}};
    inner one;
    std::vector<inner> many{{1}, {2}};
    std::optional<double> none;
    std::optional<inner> some = inner{3};
    std::map<std::string, int> map{{"a/b", 1}};
    bool operator==(reply const&) const = default;
};
BOOST_DESCRIBE_STRUCT(reply, (), (ok, count, cost, text, how, took, at, raw, metadata, one, many, none, some, map))

struct sparse {
    std::optional<int> a;
    std::string b;
    std::vector<int> c;
    boost::json::object d;
    std::optional<int> e;
};
BOOST_DESCRIBE_STRUCT(sparse, (), (a, b, c, d, e))
auto rules(sparse const*) {
    return core::fields(core::omit_empty(&sparse::a), core::omit_empty(&sparse::b), core::omit_empty(&sparse::c),
                        core::omit_empty(&sparse::d));
}

TEST(json_write, writes_every_kind_of_member) {
    EXPECT_EQ(core::write_json(reply()),
              R"({"ok":true,"count":4000000000,"cost":0.1,"text":"a\"b\\c\n\u0001","how":"high","took":1.5,)"
              R"("at":"2026-01-31T09:05:00.123Z","raw":[1,"x"],"metadata":{"k":null},"one":{"n":1},)"
              R"("many":[{"n":1},{"n":2}],"none":null,"some":{"n":3},"map":{"a/b":1}})");
}

TEST(json_write, writes_what_the_reader_reads_back) {
    reply back;
    back.cost = 7, back.map.clear();

    ASSERT_TRUE(core::read_json(core::write_json(reply()), back));

    EXPECT_EQ(back, reply());
}

TEST(json_write, leaves_out_only_what_is_empty_and_marked_so) {
    EXPECT_EQ(core::write_json(sparse()), R"({"e":null})");
    EXPECT_EQ(core::write_json(sparse{1, "b", {2}, {{"k", 1}}, 3}), R"({"a":1,"b":"b","c":[2],"d":{"k":1},"e":3})");
}

TEST(json_write, replaces_invalid_utf8) {
    std::string out;

    core::append_json_string(out, "a\xff\xe2\x82z");

    EXPECT_EQ(out, "\"a\xef\xbf\xbd\xef\xbf\xbdz\"");
}

TEST(json_write, writes_null_for_numbers_that_json_does_not_have) {
    std::string out;

    core::append_json_number(out, std::numeric_limits<double>::quiet_NaN());
    core::append_json_number(out, std::numeric_limits<double>::infinity());

    EXPECT_EQ(out, "nullnull");
}

}  // namespace
