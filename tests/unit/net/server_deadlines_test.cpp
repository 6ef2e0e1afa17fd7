#include "net/http_server.hpp"
#include "support/test_server.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <future>

namespace {

using namespace std::chrono_literals;
using support::get;
using support::test_server;

core::task<> answer(net::request const&, net::exchange& x) {
    net::response reply;
    reply.body = "ok";
    co_await x.reply(std::move(reply));
}

TEST(server_deadlines, end_a_head_that_drips_in_with_408) {
    test_server server(answer);
    auto client = server.connect();
    client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ");

    for (int i = 0; i < 5'000 && !client.readable_within(2ms); ++i) {
        client.send("x");
        server.clock.advance(1s);
    }

    auto const reply = client.read();
    EXPECT_EQ(reply.status, 408);
    EXPECT_EQ(reply.fields.at("x-error-code"), "REQUEST_TIMEOUT");
    EXPECT_TRUE(client.is_closed());
}

TEST(server_deadlines, end_a_body_that_does_not_come_with_408) {
    test_server server(answer);
    auto client = server.connect();
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n");
    ASSERT_EQ(client.read_exactly(25), "HTTP/1.1 100 Continue\r\n\r\n");

    server.advance_until(client);

    EXPECT_EQ(client.read().status, 408);
}

TEST(server_deadlines, close_idle_connections_silently) {
    test_server server(answer);
    auto fresh = server.connect();
    auto used = server.connect();
    used.send(get("/"));
    ASSERT_EQ(used.read().status, 200);

    server.advance_until(fresh);
    server.advance_until(used);

    EXPECT_TRUE(fresh.is_closed());
    EXPECT_TRUE(used.is_closed());
}

TEST(server_deadlines, leave_a_handler_alone) {
    test_server* running = nullptr;
    test_server server([&](net::request const& r, net::exchange& x) {
        running->clock.advance(24h);
        return answer(r, x);
    });
    running = &server;
    auto client = server.connect();

    client.send(get("/"));

    EXPECT_EQ(client.read().status, 200);
}

// The outcome of a stream that writes until it can't.
class endless {
public:
    core::task<> serve(net::request const&, net::exchange& x) {
        auto body = co_await x.stream({});
        try {
            for (;;) co_await body->write(std::string(64 * 1024, 'x'));
        } catch (...) {
            failed.set_value();
            throw;
        }
    }

    std::promise<void> failed;
};

TEST(server_deadlines, give_up_a_client_that_does_not_read) {
    endless stream;
    test_server server([&](net::request const& r, net::exchange& x) { return stream.serve(r, x); });
    auto client = server.connect();
    client.shrink_receive_buffer();
    client.send(get("/"));
    ASSERT_FALSE(client.read_some().empty());
    auto failed = stream.failed.get_future();

    while (failed.wait_for(1ms) != std::future_status::ready) server.clock.advance(5s);

    EXPECT_EQ(failed.wait_for(0s), std::future_status::ready);
}

TEST(server_deadlines, notice_a_client_that_has_gone) {
    endless stream;
    test_server server([&](net::request const& r, net::exchange& x) { return stream.serve(r, x); });
    auto client = server.connect();
    client.send(get("/"));
    ASSERT_FALSE(client.read_some().empty());

    client.close();

    EXPECT_EQ(stream.failed.get_future().wait_for(10s), std::future_status::ready);
}

// Holds each reply back until the test lets it go.
class held_reply {
public:
    core::task<> serve(net::request const&, net::exchange& x) {
        boost::asio::steady_timer tick(co_await boost::asio::this_coro::executor);
        entered.set_value();
        while (!released && !x.client_is_gone()) {
            tick.expires_after(1ms);
            co_await tick.async_wait(boost::asio::use_awaitable);
        }
        ended_by_client = x.client_is_gone();
        net::response reply;
        reply.body = "late";
        co_await x.reply(std::move(reply));
    }

    std::promise<void> entered;
    std::atomic<bool> released{false};
    std::atomic<bool> ended_by_client{false};
};

TEST(server_stop, lets_a_running_exchange_finish_and_closes_its_connection) {
    held_reply held;
    auto server =
        std::make_unique<test_server>([&](net::request const& r, net::exchange& x) { return held.serve(r, x); });
    auto client = server->connect();
    auto idle = server->connect();
    client.send(get("/"));
    held.entered.get_future().wait();

    auto stopped = std::async(std::launch::async, [&] { server->server.stop(10s); });
    EXPECT_TRUE(idle.is_closed());
    held.released = true;

    auto const reply = client.read();
    EXPECT_EQ(reply.body, "late");
    EXPECT_EQ(reply.fields.at("connection"), "close");
    client.close();
    stopped.get();
    EXPECT_EQ(server->server.connections(), 0u);
}

TEST(server_stop, cuts_what_does_not_finish_in_time) {
    held_reply held;
    test_server server([&](net::request const& r, net::exchange& x) { return held.serve(r, x); });
    auto client = server.connect();
    client.send(get("/"));
    held.entered.get_future().wait();

    server.server.stop(1ms);

    EXPECT_EQ(client.read().status, 0);
    EXPECT_EQ(server.server.connections(), 0u);
}

TEST(server_stop, refuses_new_connections_first) {
    test_server server(answer);
    auto const port = server.port;

    server.server.stop(0ms);

    EXPECT_THROW(support::raw_client client(port), boost::system::system_error);
}

TEST(http_exchange, knows_when_its_client_has_gone) {
    held_reply held;
    test_server server([&](net::request const& r, net::exchange& x) { return held.serve(r, x); });
    auto client = server.connect();
    client.send(get("/"));
    held.entered.get_future().wait();

    client.close();
    server.server.stop(10s);

    EXPECT_TRUE(held.ended_by_client);
}

}  // namespace
