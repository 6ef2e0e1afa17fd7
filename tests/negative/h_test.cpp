#include "h_rows.hpp"

#include "net/content_disposition.hpp"
#include "support/test_server.hpp"
#include "support/websocket_frames.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include <sys/resource.h>

// Hostile and broken HTTP and WebSocket, row by row. Whatever comes in, the next well-formed client is served.

namespace negative {

void PrintTo(h_row const& row, std::ostream* out) { *out << row.id << ' ' << row.name; }
void PrintTo(h_frames_row const& row, std::ostream* out) { *out << row.id << ' ' << row.name; }

}  // namespace negative

namespace {

using negative::connection_after;
using negative::h_frames_row;
using negative::h_row;

// Tells what reached the handler; echoes WebSocket messages.
core::task<> answer(net::request const& r, net::exchange& x) {
    if (r.path == "/ws") {
        auto socket = co_await x.upgrade();
        while (socket && co_await socket->receive()) {}
        co_return;
    }
    net::response reply;
    if (r.path == "/long") {
        reply.body.assign(6'000'000, 'x');
        co_return co_await x.reply(std::move(reply));
    }
    reply.body = "path " + r.path + " with " + std::to_string(r.body.size()) + " bytes, host " +
                 std::string(r.fields.get("host")) + " auth " + std::string(r.fields.get("authorization", "none"));
    co_await x.reply(std::move(reply));
}

std::string test_name(auto const& info) {
    auto id = info.param.id;
    std::ranges::replace(id, '-', '_');
    return id + "_" + info.param.name;
}

void expect_served(support::test_server const& server) {
    EXPECT_EQ(server.ask(support::get("/")).status, 200) << "the next client";
}

class http_row : public testing::TestWithParam<h_row> {
public:
    static void SetUpTestSuite() { std::cout << negative::h_rows().size() << " HTTP rows\n"; }
};

TEST_P(http_row, is_answered_as_it_must_be) {
    auto const& row = GetParam();
    support::test_server server(answer);
    auto client = server.connect();

    client.send(row.bytes);

    support::raw_reply last;
    for (int const expected : row.expected) {
        last = client.read();
        ASSERT_EQ(last.status, expected) << last.body;
    }
    EXPECT_NE(last.body.find(row.answer_holds), last.body.npos) << last.body;
    if (last.status >= 400) {
        EXPECT_TRUE(last.body.starts_with(R"({"error":{"code":")" + last.fields.at("x-error-code") + "\""))
            << last.body;
    }
    if (row.after == connection_after::closed) {
        EXPECT_TRUE(client.is_closed());
    } else {
        client.send(support::get("/next"));
        EXPECT_TRUE(client.read().body.starts_with("path /next "));
    }
    expect_served(server);
}

INSTANTIATE_TEST_SUITE_P(h, http_row, testing::ValuesIn(negative::h_rows()),
                         [](auto const& info) { return test_name(info); });

class websocket_row : public testing::TestWithParam<h_frames_row> {
public:
    static void SetUpTestSuite() { std::cout << negative::h_frames_rows().size() << " WebSocket rows\n"; }
};

TEST_P(websocket_row, ends_with_the_fitting_close) {
    auto const& row = GetParam();
    support::test_server server(answer);
    auto client = server.connect();
    client.send(support::websocket_handshake("/ws"));
    ASSERT_EQ(client.read(true).status, 101);

    client.send(row.bytes);

    auto frame = support::read_frame(client);
    while (frame && frame->kind == support::pong_frame) frame = support::read_frame(client);
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->kind, support::close_frame);
    EXPECT_EQ(frame->close_code(), row.close_code);
    expect_served(server);
}

INSTANTIATE_TEST_SUITE_P(h, websocket_row, testing::ValuesIn(negative::h_frames_rows()),
                         [](auto const& info) { return test_name(info); });

void allow_all_descriptors() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

TEST(h, H_08_slow_heads_bodies_and_readers_do_not_keep_others_waiting) {
    allow_all_descriptors();
    constexpr int many = 2000;
    auto const reads = [](int i) { return i % 200 == 0; };   // few: each has a long reply in memory
    support::test_server server(answer);
    std::vector<std::unique_ptr<support::raw_client>> slow;
    for (int i = 0; i < many; ++i) {
        auto& client = *slow.emplace_back(std::make_unique<support::raw_client>(server.port));
        client.shrink_receive_buffer();
        if (reads(i)) client.send("GET /long HTTP/1.1\r\nHost: a\r\n\r\n");
        else if (i % 2) client.send("GET / HTTP/1.1\r\nX-Slow:");
        else client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx");
    }

    for (int i = 0; i < 50; ++i) expect_served(server);
    for (int i = 0; i < many; ++i) {
        if (reads(i)) continue;   // when they are given up: server_deadlines_test.cpp
        server.advance_until(*slow[i]);
        EXPECT_EQ(slow[i]->read().status, 408);
        EXPECT_TRUE(slow[i]->is_closed());
    }
    expect_served(server);
}

TEST(h, H_14_websocket_of_a_foreign_page_is_refused) {
    support::test_server server(answer);
    for (auto const* const origin : {"https://evil.example", "null", "http://localhost.evil", "http://localhost:1"}) {
        auto const handshake = support::websocket_handshake("/ws", "Origin: " + std::string(origin) + "\r\n");
        EXPECT_EQ(server.ask(handshake).status, 403) << origin;
    }
    EXPECT_EQ(server.ask(support::websocket_handshake("/ws")).status, 101) << "programs send no Origin";
}

TEST(h, H_18_expectation_without_a_body_times_out) {
    support::test_server server(answer);
    auto client = server.connect();
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\nExpect: 100-continue\r\n\r\n");
    ASSERT_EQ(client.read_exactly(25), "HTTP/1.1 100 Continue\r\n\r\n");

    server.advance_until(client);

    EXPECT_EQ(client.read().status, 408);
}

TEST(h, H_19_names_in_reply_headers_add_no_header) {
    support::test_server server([](net::request const& r, net::exchange& x) -> core::task<> {
        net::response reply;
        reply.fields = {{"Content-Disposition", net::attachment(r.body)}, {"X-Model", r.body}, {"Location", r.body}};
        co_await x.reply(std::move(reply));
    });
    for (std::string const name :
         {"a\r\nSet-Cookie: b=c", "a\nX: y", "\"quoted\"", "na\xc3\xafve \xf0\x9f\x98\x80", "a\x01"}) {
        auto const reply = server.ask("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(name.size()) +
                                      "\r\n\r\n" + name);
        ASSERT_EQ(reply.status, 200);
        EXPECT_FALSE(reply.fields.contains("set-cookie"));
        EXPECT_FALSE(reply.fields.contains("x"));
        EXPECT_TRUE(std::ranges::all_of(reply.fields.at("content-disposition"),
                                        [](char c) { return c >= 0x20 && c < 0x7f; }));
    }
}

}  // namespace
