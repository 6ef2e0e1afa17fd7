#include "net/http_server.hpp"

#include "net/sse.hpp"
#include "support/test_server.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <future>

namespace {

using namespace std::chrono_literals;
using support::get;
using support::test_server;

// Says what it was asked for.
core::task<> echo(net::request const& r, net::exchange& x) {
    net::response reply;
    reply.fields.add("Content-Type", "text/plain");
    reply.body = r.method + " " + r.path;
    for (auto const& p : r.query) reply.body += " " + p.name + "=" + p.value;
    if (!r.body.empty()) reply.body += " [" + r.body + "]";
    co_await x.reply(std::move(reply));
}

TEST(http_server, answers_requests_of_one_connection_in_order) {
    test_server server(echo);
    auto client = server.connect();

    client.send(get("/one?a=b%20c") + get("/two") + "POST /three HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody");

    EXPECT_EQ(client.read().body, "GET /one a=b c");
    EXPECT_EQ(client.read().body, "GET /two");
    EXPECT_EQ(client.read().body, "POST /three [body]");
}

TEST(http_server, reads_a_request_however_its_bytes_are_split) {
    test_server server(echo);
    std::string const request = "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                                "3\r\nabc\r\n2;ext=1\r\nde\r\n0\r\nT: x\r\n\r\n";
    auto client = server.connect();

    for (std::size_t cut = 1; cut < request.size(); ++cut) {
        SCOPED_TRACE("cut at byte " + std::to_string(cut));
        client.send(request.substr(0, cut));
        client.send(request.substr(cut));
        ASSERT_EQ(client.read().body, "POST /x [abcde]");
    }
}

TEST(http_server, answers_head_like_get_without_the_body) {
    test_server server(echo);
    auto client = server.connect();

    client.send("HEAD /h HTTP/1.1\r\nHost: a\r\n\r\n" + get("/next"));

    auto const head = client.read(true);
    EXPECT_EQ(head.fields.at("content-length"), "7");
    EXPECT_EQ(client.read().body, "GET /next");
}

TEST(http_server, repeats_a_sane_request_id_and_replaces_any_other) {
    test_server server(echo);

    auto const sane = server.ask("GET / HTTP/1.1\r\nHost: a\r\nX-Request-Id: abc.DEF_1-2\r\n\r\n");
    auto const odd = server.ask("GET / HTTP/1.1\r\nHost: a\r\nX-Request-Id: a b\r\n\r\n");
    auto const none = server.ask(get("/"));

    EXPECT_EQ(sane.fields.at("x-request-id"), "abc.DEF_1-2");
    EXPECT_NE(odd.fields.at("x-request-id"), "a b");
    EXPECT_NE(odd.fields.at("x-request-id"), none.fields.at("x-request-id"));
}

TEST(http_server, tells_how_long_a_reply_took) {
    test_server* running = nullptr;
    test_server server([&](net::request const& r, net::exchange& x) {
        running->clock.advance(1'204ms);
        return echo(r, x);
    });
    running = &server;

    EXPECT_EQ(server.ask(get("/")).fields.at("x-process-time"), "1.204");
}

TEST(http_server, answers_refusals_in_the_error_shape_and_closes) {
    test_server server(echo);
    auto client = server.connect();

    client.send("GET / HTTP/1.1\r\n\r\n");

    auto const reply = client.read();
    EXPECT_EQ(reply.status, 400);
    EXPECT_EQ(reply.fields.at("x-error-code"), "VALIDATION_ERROR");
    EXPECT_EQ(reply.fields.at("connection"), "close");
    EXPECT_EQ(reply.body, R"({"error":{"code":"VALIDATION_ERROR","message":"The Host header is missing.","details":[],)"
                          R"("request_id":")" +
                              reply.fields.at("x-request-id") + "\"}}");
    EXPECT_TRUE(client.is_closed());
}

core::task<> throw_at_once(net::request const&, net::exchange&) {
    throw std::runtime_error("secret detail");
    co_return;
}

TEST(http_server, turns_an_exception_into_a_500_that_says_nothing_about_it) {
    test_server server(throw_at_once);

    auto const reply = server.ask(get("/"));

    EXPECT_EQ(reply.status, 500);
    EXPECT_EQ(reply.fields.at("x-error-code"), "INTERNAL_ERROR");
    EXPECT_EQ(reply.body.find("secret"), reply.body.npos);
}

core::task<> forget(net::request const&, net::exchange&) { co_return; }

TEST(http_server, answers_for_a_handler_that_forgets_to) {
    test_server server(forget);
    EXPECT_EQ(server.ask(get("/")).status, 500);
}

core::task<> count_to_three(net::request const& r, net::exchange& x) {
    auto body = co_await x.stream(net::event_stream_head());
    for (auto const* const piece : {"one ", "", "two "}) co_await body->write(piece);
    if (r.path == "/cut") throw std::runtime_error("in the middle");
    if (r.path == "/short") co_return;
    co_await body->finish("three");
}

TEST(http_server, streams_a_reply_in_chunks_and_keeps_the_connection) {
    test_server server(count_to_three);
    auto client = server.connect();

    client.send(get("/") + get("/again"));

    auto const reply = client.read();
    EXPECT_EQ(reply.fields.at("transfer-encoding"), "chunked");
    EXPECT_EQ(reply.body, "one two three");
    EXPECT_EQ(client.read().body, "one two three");
}

TEST(http_server, never_lets_a_cut_stream_look_complete) {
    test_server server(count_to_three);

    EXPECT_TRUE(server.ask(get("/cut")).cut);
    EXPECT_TRUE(server.ask(get("/short")).cut);
}

TEST(http_server, streams_to_http_1_0_until_the_close) {
    test_server server(count_to_three);
    auto client = server.connect();

    client.send("GET / HTTP/1.0\r\n\r\n");

    auto const reply = client.read();
    EXPECT_FALSE(reply.fields.contains("transfer-encoding"));
    EXPECT_EQ(reply.fields.at("connection"), "close");
    EXPECT_EQ(reply.body, "one two three");
}

core::task<> large_text(net::request const& r, net::exchange& x) {
    net::response reply;
    reply.fields.add("Content-Type", "application/json");
    reply.body.assign(r.path == "/small" ? 999 : 50'000, 'x');
    reply.may_compress = r.path != "/secret";
    co_await x.reply(std::move(reply));
}

std::string get_encoded(std::string_view path, std::string_view codings) {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\nAccept-Encoding: " + std::string(codings) + "\r\n\r\n";
}

TEST(http_server, compresses_what_may_be_and_is_worth_it_on_request) {
    test_server server(large_text);

    auto const brotli = server.ask(get_encoded("/", "gzip, br"));
    auto const gzip = server.ask(get_encoded("/", "gzip"));
    auto const plain = server.ask(get_encoded("/", "identity"));

    EXPECT_EQ(brotli.fields.at("content-encoding"), "br");
    EXPECT_LT(brotli.body.size(), 500u);
    EXPECT_EQ(gzip.fields.at("content-encoding"), "gzip");
    EXPECT_TRUE(gzip.body.starts_with("\x1f\x8b"));
    EXPECT_EQ(plain.body.size(), 50'000u);
    EXPECT_EQ(plain.fields.at("vary"), "Accept-Encoding");
    EXPECT_FALSE(server.ask(get_encoded("/small", "br")).fields.contains("content-encoding"));
    EXPECT_FALSE(server.ask(get_encoded("/secret", "br")).fields.contains("content-encoding"));
}

TEST(http_server, shares_one_port_between_all_loops) {
    test_server server(echo, {}, 3);
    for (int i = 0; i < 30; ++i) ASSERT_EQ(server.ask(get("/")).status, 200);
}

TEST(http_server, says_when_the_port_is_taken) {
    test_server first(echo);
    net::http_server second(first.loops, {}, echo);

    auto const port = second.listen("127.0.0.1", first.port);

    ASSERT_TRUE(port.has_error());
    EXPECT_EQ(port.error().message, "Can't listen on 127.0.0.1:" + std::to_string(first.port) +
                                        ": the port is taken by another program; stop it or choose another port.");
}

TEST(http_server, says_when_the_address_is_none) {
    test_server const first(echo);
    net::http_server second(const_cast<net::loops&>(first.loops), {}, echo);
    EXPECT_TRUE(second.listen("nowhere", 0).has_error());
}

TEST(http_server, refuses_connections_beyond_the_bound_with_503) {
    test_server server(echo, {.connections_max = 2});
    auto first = server.connect(), second = server.connect();
    first.send(get("/"));
    second.send(get("/"));
    ASSERT_EQ(first.read().status, 200);
    ASSERT_EQ(second.read().status, 200);

    EXPECT_EQ(server.connect().read().status, 503);
}

TEST(http_server, answers_for_its_hosts_only_when_they_are_named) {
    test_server server(echo, {.allowed_hosts = {"localhost", "[::1]"}});

    EXPECT_EQ(server.ask("GET / HTTP/1.1\r\nHost: LOCALHOST:80\r\n\r\n").status, 200);
    EXPECT_EQ(server.ask("GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n").status, 200);
    EXPECT_EQ(server.ask("GET / HTTP/1.1\r\nHost: rebound.example\r\n\r\n").status, 421);
}

TEST(http_server, hands_over_the_peers_address) {
    test_server server([](net::request const& r, net::exchange& x) -> core::task<> {
        net::response reply;
        reply.body = r.remote_address;
        co_await x.reply(std::move(reply));
    });
    EXPECT_EQ(server.ask(get("/")).body, "127.0.0.1");
}

}  // namespace
