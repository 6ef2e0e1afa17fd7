#include "llm/sse_parser.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <ostream>
#include <vector>

namespace {

struct event {
    std::string type, data, id;
    bool operator==(event const&) const = default;
    friend std::ostream& operator<<(std::ostream& out, event const& e) {
        return out << "{" << e.type << "|" << e.data << "|" << e.id << "}";
    }
};

void take(llm::sse_parser& parser, std::vector<event>& out) {
    while (auto const one = parser.next())
        out.push_back({std::string(one->type), std::string(one->data), std::string(one->id)});
}

std::vector<event> parse(std::string_view stream) {
    llm::sse_parser parser;
    std::vector<event> out;
    parser.feed(stream);
    take(parser, out);
    return out;
}

std::vector<event> message(std::string data) { return {{"message", std::move(data), ""}}; }

TEST(sse_parser, reads_one_event) { EXPECT_EQ(parse("data: hello\n\n"), message("hello")); }

TEST(sse_parser, joins_data_lines_with_a_line_feed) { EXPECT_EQ(parse("data: a\ndata: b\n\n"), message("a\nb")); }

TEST(sse_parser, drops_one_blank_after_the_colon_and_no_more) {
    EXPECT_EQ(parse("data:a\n\n"), message("a"));
    EXPECT_EQ(parse("data:  a \n\n"), message(" a "));
}

TEST(sse_parser, takes_every_kind_of_line_end) {
    for (std::string const end : {"\n", "\r", "\r\n"})
        EXPECT_EQ(parse("event: x" + end + "data: a" + end + "data: b" + end + end),
                  (std::vector<event>{{"x", "a\nb", ""}}));
}

TEST(sse_parser, keeps_the_id_until_another_comes) {
    EXPECT_EQ(parse("id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n"),
              (std::vector<event>{{"message", "a", "1"}, {"message", "b", "1"}, {"message", "c", ""}}));
}

TEST(sse_parser, ignores_an_id_with_a_zero_byte) {
    EXPECT_EQ(parse(std::string_view("id: 1\0\ndata: a\n\n", 16)), message("a"));
}

TEST(sse_parser, forgets_the_type_after_an_event_without_data) {
    EXPECT_EQ(parse("event: execute\n\ndata: a\n\n"), message("a"));
}

TEST(sse_parser, gives_an_event_whose_data_is_empty) {
    EXPECT_EQ(parse("data\n\n"), message(""));
    EXPECT_EQ(parse("data:\n\n"), message(""));
    EXPECT_EQ(parse("data:\ndata:\n\n"), message("\n"));
}

TEST(sse_parser, ignores_comments_unknown_fields_and_retry) {
    EXPECT_EQ(parse(": hb\n\nfoo: bar\nretry: 5\nDATA: x\n data: y\ndata: a\n\n"), message("a"));
}

TEST(sse_parser, skips_one_byte_order_mark) {
    EXPECT_EQ(parse("\xEF\xBB\xBF"
                    "data: a\n\n"),
              message("a"));
    EXPECT_TRUE(parse("\xEF\xBB\xBF\xEF\xBB\xBF"
                      "data: a\n\n")
                    .empty());
}

TEST(sse_parser, does_not_give_an_event_that_the_stream_ends_in) {
    EXPECT_TRUE(parse("data: a").empty());
    EXPECT_TRUE(parse("data: a\n").empty());
    EXPECT_TRUE(parse("data: a\r").empty());
}

TEST(sse_parser, can_not_be_fooled_by_line_ends_inside_json) {   // S-18
    auto const data = R"({"content":"\n\ndata: [DONE]\r )"
                      "\xE2\x80\xA8"
                      R"("})";

    EXPECT_EQ(parse(std::string("data: ") + data + "\n\n"), message(data));
}

// Everything at once, for the tests of splitting.
constexpr std::string_view busy_stream = "\xEF\xBB\xBF: comment\r\n"
                                         "event: delta\r\ndata: {\"a\":1}\r\n\r\n"
                                         "id: 7\rdata: x\rdata:\r\r"
                                         "data: \xE6\x9D\xB1\n\n\n\n"
                                         "event: gone\n\n"
                                         "data: [DONE]\n\n";

TEST(sse_parser, yields_the_same_events_however_the_bytes_are_split) {
    auto const expected = parse(busy_stream);
    ASSERT_EQ(expected.size(), 4u);
    for (std::size_t first = 0; first <= busy_stream.size(); ++first)
        for (std::size_t second = first; second <= busy_stream.size(); ++second) {
            SCOPED_TRACE("cut at bytes " + std::to_string(first) + " and " + std::to_string(second));
            llm::sse_parser parser;
            std::vector<event> events;
            for (auto const piece : {busy_stream.substr(0, first), busy_stream.substr(first, second - first),
                                     busy_stream.substr(second)}) {
                parser.feed(piece);
                take(parser, events);
            }
            ASSERT_EQ(events, expected);
        }
}

TEST(sse_parser, yields_the_same_events_byte_by_byte) {
    llm::sse_parser parser;
    std::vector<event> events;
    for (char const byte : busy_stream) {
        parser.feed({&byte, 1});
        take(parser, events);
    }
    EXPECT_EQ(events, parse(busy_stream));
}

TEST(sse_parser, yields_all_events_when_they_are_taken_late) {
    llm::sse_parser parser;
    for (int i = 0; i < 1000; ++i) parser.feed("data: a\n\n");
    std::vector<event> events;
    take(parser, events);
    EXPECT_EQ(events.size(), 1000u);
}

TEST(sse_parser, fails_at_a_line_that_is_too_long) {
    llm::sse_parser parser({.line_bytes_max = 10, .event_bytes_max = 100});
    std::vector<event> events;
    parser.feed("data: 1234\n\ndata: 12345\n\ndata: a\n\n");
    take(parser, events);

    EXPECT_EQ(events, message("1234"));
    EXPECT_TRUE(parser.failed());
}

TEST(sse_parser, fails_at_a_long_line_before_its_end_has_come) {
    llm::sse_parser parser({.line_bytes_max = 10, .event_bytes_max = 100});
    parser.feed("data: 12345");

    EXPECT_FALSE(parser.next());
    EXPECT_TRUE(parser.failed());
}

TEST(sse_parser, fails_at_an_event_of_too_many_lines) {
    llm::sse_parser parser({.line_bytes_max = 10, .event_bytes_max = 20});
    for (int i = 0; i < 5; ++i) parser.feed("data: 1234\n");
    parser.feed("\n");

    EXPECT_FALSE(parser.next());
    EXPECT_TRUE(parser.failed());
}

TEST(sse_parser, needs_no_more_than_linear_time) {   // a quadratic one would need minutes
    llm::sse_parser parser;
    std::string const crs(1 << 20, '\r');
    parser.feed(crs);
    EXPECT_FALSE(parser.next());
    for (int i = 0; i < 1 << 18; ++i) {
        parser.feed("x");
        EXPECT_FALSE(parser.next());
    }
    EXPECT_FALSE(parser.failed());
}

}  // namespace
