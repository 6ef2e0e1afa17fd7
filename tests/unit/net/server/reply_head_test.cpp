#include "net/server/reply_head.hpp"

#include <gtest/gtest.h>

namespace {

using net::server::framing;
using net::server::head_facts;
using net::server::make_head;

head_facts facts() {
    head_facts f;
    f.length = 5;
    f.request_id = "r-1";
    f.date = "Thu, 01 Jan 1970 00:00:00 GMT";
    f.process_time = std::chrono::milliseconds(1234);
    return f;
}

bool has_line(std::string const& head, std::string_view line) {
    return head.find("\r\n" + std::string(line) + "\r\n") != head.npos;
}

TEST(reply_head, carries_what_every_reply_carries) {
    auto const head = make_head(200, {{"Content-Type", "text/plain"}}, facts());

    EXPECT_TRUE(head.starts_with("HTTP/1.1 200 OK\r\n"));
    EXPECT_TRUE(head.ends_with("\r\n\r\n"));
    for (auto const* const line :
         {"Content-Type: text/plain", "Content-Length: 5", "X-Request-Id: r-1", "X-Process-Time: 1.234",
          "X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer", "X-Frame-Options: DENY"})
        EXPECT_TRUE(has_line(head, line)) << line;
    EXPECT_EQ(head.find("Connection:"), head.npos);
    EXPECT_EQ(head.find("Strict-Transport-Security"), head.npos);
}

TEST(reply_head, lets_a_handler_choose_policies_but_not_framing) {
    auto const head = make_head(
        200, {{"x-frame-options", "SAMEORIGIN"}, {"Content-Length", "99"}, {"Transfer-Encoding", "x"}}, facts());

    EXPECT_TRUE(has_line(head, "x-frame-options: SAMEORIGIN"));
    EXPECT_EQ(head.find("DENY"), head.npos);
    EXPECT_EQ(head.find("99"), head.npos);
    EXPECT_EQ(head.find("Transfer-Encoding"), head.npos);
}

TEST(reply_head, lets_no_value_add_a_header) {
    auto const head = make_head(200, {{"X-Model", std::string("a\r\nSet-Cookie: b\0c", 18)}}, facts());

    EXPECT_TRUE(has_line(head, "X-Model: a  Set-Cookie: b c"));
}

TEST(reply_head, tells_how_the_body_ends) {
    auto chunked = facts();
    chunked.ends = framing::chunked;
    auto closed = facts();
    closed.ends = framing::until_close;
    auto none = facts();
    none.ends = framing::none;

    EXPECT_TRUE(has_line(make_head(200, {}, chunked), "Transfer-Encoding: chunked"));
    EXPECT_TRUE(has_line(make_head(200, {}, closed), "Connection: close"));
    EXPECT_EQ(make_head(204, {}, none).find("Content-Length"), std::string::npos);
}

TEST(reply_head, announces_https_for_good_over_tls) {
    auto secure = facts();
    secure.secure = true;
    EXPECT_TRUE(has_line(make_head(200, {}, secure), "Strict-Transport-Security: max-age=31536000"));
}

}  // namespace
