#include "net/head_check.hpp"

#include <gtest/gtest.h>

namespace {

using net::head_check;
using state = head_check::state;

// Gives the head byte by byte, as a slow client would; what follows the head must not matter.
std::pair<state, int> check_slowly(std::string_view bytes, net::head_limits limits = {}) {
    head_check check(limits);
    for (std::size_t n = 0; n <= bytes.size(); ++n) {
        auto const now = check.advance(bytes.substr(0, n));
        if (now == state::refused) return {now, check.why().status};
        if (now == state::complete) return {now, 0};
    }
    return {state::need_more, 0};
}

int refused_with(std::string_view bytes, net::head_limits limits = {}) {
    head_check check(limits);
    auto const at_once = check.advance(bytes) == state::refused ? check.why().status : 0;
    auto const slowly = check_slowly(bytes, limits).second;
    EXPECT_EQ(at_once, slowly) << bytes;
    return at_once;
}

std::string with(std::string_view field) { return "POST / HTTP/1.1\r\nHost: a\r\n" + std::string(field) + "\r\n\r\n"; }

TEST(head_check, ends_at_the_empty_line_however_the_bytes_are_split) {
    std::string const head = "GET /a?b=c HTTP/1.1\r\nHost: example.org:8000\r\nAccept: */*\r\n\r\n";
    for (std::size_t cut = 0; cut < head.size(); ++cut) {
        SCOPED_TRACE("cut at byte " + std::to_string(cut));
        head_check check;

        ASSERT_EQ(check.advance(std::string_view(head).substr(0, cut)), state::need_more);
        ASSERT_EQ(check.advance(head + "GET /next"), state::complete);

        EXPECT_EQ(check.size(), head.size());
        EXPECT_TRUE(check.http_1_1());
    }
}

TEST(head_check, takes_a_body_with_a_length_or_in_chunks) {
    EXPECT_EQ(check_slowly(with("Content-Length: 5")).first, state::complete);
    EXPECT_EQ(check_slowly(with("Content-Length: 0000000000000000005")).first, state::complete);
    EXPECT_EQ(check_slowly(with("Transfer-Encoding: chunked")).first, state::complete);
    EXPECT_EQ(check_slowly(with("transfer-encoding:\tChunked ")).first, state::complete);
}

TEST(head_check, takes_latin_1_and_tabs_in_values_but_no_control_character) {
    EXPECT_EQ(check_slowly(with("X-Name: caf\xe9\tbar")).first, state::complete);
    EXPECT_EQ(refused_with(with("X-Name: a\x01")), 400);
    EXPECT_EQ(refused_with(with("X-Name: a\x7f")), 400);
}

TEST(head_check, refuses_lines_that_do_not_end_in_crlf_at_once) {
    EXPECT_EQ(refused_with("GET / HTTP/1.1\n"), 400);
    EXPECT_EQ(refused_with("GET / HTTP/1.1\r\nHost: a\n"), 400);
    EXPECT_EQ(refused_with("\n"), 400);
}

TEST(head_check, refuses_what_can_not_be_http_at_its_first_byte) {
    EXPECT_EQ(refused_with("\x16\x03\x01"), 400);
    EXPECT_EQ(refused_with("\r\n"), 400);
}

TEST(head_check, refuses_lengths_that_two_servers_could_read_differently) {
    for (auto const* const value : {"+5", "-1", "5,5", "0x5", "", "5 5", "18446744073709551616", "1e3"})
        EXPECT_EQ(refused_with(with(std::string("Content-Length: ") + value)), 400) << value;
    EXPECT_EQ(refused_with(with("Content-Length: 5\r\nContent-Length: 5")), 400);
    EXPECT_EQ(refused_with(with("Content-Length: 5\r\nTransfer-Encoding: chunked")), 400);
}

TEST(head_check, refuses_every_transfer_encoding_but_chunked) {
    for (auto const* const value : {"gzip, chunked", "chunked, identity", "xchunked",
                                    "\x0b"
                                    "chunked",
                                    "identity", ""})
        EXPECT_EQ(refused_with(with(std::string("Transfer-Encoding: ") + value)), 400) << value;
    EXPECT_EQ(refused_with("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
}

TEST(head_check, asks_http_1_1_for_exactly_one_sane_host) {
    EXPECT_EQ(refused_with("GET / HTTP/1.1\r\n\r\n"), 400);
    EXPECT_EQ(refused_with("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"), 400);
    for (auto const* const value : {"", "a/b", "user@a", "a b", "a?b"})
        EXPECT_EQ(refused_with(std::string("GET / HTTP/1.1\r\nHost: ") + value + "\r\n\r\n"), 400) << value;
    EXPECT_EQ(check_slowly("GET / HTTP/1.0\r\n\r\n").first, state::complete);
    EXPECT_EQ(check_slowly("GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n").first, state::complete);
}

TEST(head_check, tells_versions_and_methods_apart) {
    EXPECT_EQ(refused_with("GET / HTTP/2.0\r\n"), 505);
    EXPECT_EQ(refused_with("GET / HTTP/1.10\r\n"), 400);
    EXPECT_EQ(refused_with("GET /\r\n"), 400);
    EXPECT_EQ(refused_with("TRACE / HTTP/1.1\r\n"), 405);
    EXPECT_EQ(refused_with("get / HTTP/1.1\r\n"), 501);
    EXPECT_EQ(refused_with("G{T / HTTP/1.1\r\n"), 400);
}

TEST(head_check, bounds_target_fields_and_whole_head) {
    net::head_limits const limits{.bytes_max = 400, .fields_max = 3, .target_bytes_max = 100};
    auto const long_target = "GET /" + std::string(200, 'a');

    EXPECT_EQ(refused_with(long_target, limits), 414) << "before the line has ended";
    EXPECT_EQ(refused_with("GET /" + std::string(100, 'a') + " HTTP/1.1\r\n", limits), 414);
    EXPECT_EQ(refused_with(with("A: 1\r\nB: 2\r\nC: 3"), limits), 431);
    EXPECT_EQ(refused_with(with("A: " + std::string(400, 'a')), limits), 431);
    EXPECT_EQ(check_slowly(with("A: 1\r\nB: 2"), limits).first, state::complete);
}

}  // namespace
