#include "net/http_client.hpp"

#include "support/on_loop.hpp"
#include "support/raw_server.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

#include <future>

namespace {

using namespace std::chrono_literals;
using support::ok;
using support::raw_peer;
using support::raw_server;

struct outcome {
    int status = 0;
    std::string body;
    std::optional<core::error> failed;
};

class http_client : public testing::Test {
protected:
    http_client() { loops.start(); }

    static core::task<outcome> fetch(net::http_client& client, net::client_request request) {
        outcome out;
        auto opened = co_await client.open(std::move(request));
        if (!opened) {
            out.failed = opened.error();
            co_return out;
        }
        auto& reply = **opened;
        out.status = reply.status();
        for (;;) {
            auto bytes = co_await reply.read_some();
            if (!bytes) out.failed = bytes.error();
            if (!bytes || bytes->empty()) co_return out;
            out.body += *bytes;
        }
    }

    outcome get(std::string url) { return ask({.url = std::move(url)}); }
    outcome ask(net::client_request request) { return support::on_loop(loops, fetch(client, std::move(request))); }

    net::loops loops{1};
    net::http_client client{loops};
};

TEST_F(http_client, sends_what_it_is_given) {
    std::promise<std::string> sent;
    raw_server server([&](raw_peer& peer) {
        sent.set_value(peer.read_request());
        peer.send(ok("fine"));
    });

    auto const out =
        ask({.method = "POST",
             .url = server.url("/v1?x=1"),
             .fields = {{"Authorization", "Bearer k"}, {"Content-Type", "application/json"}, {"X-Empty", ""}},
             .body = "{\"a\":1}"});

    auto const seen = sent.get_future().get();
    EXPECT_EQ(out.status, 200);
    EXPECT_EQ(out.body, "fine");
    EXPECT_TRUE(seen.starts_with("POST /v1?x=1 HTTP/1.1\r\n")) << seen;
    EXPECT_TRUE(seen.ends_with("\r\n\r\n{\"a\":1}")) << seen;
    for (auto const* const line :
         {"Authorization: Bearer k", "Content-Type: application/json", "X-Empty:", "Content-Length: 7"})
        EXPECT_NE(seen.find(std::string("\r\n") + line + "\r\n"), seen.npos) << line << "\n" << seen;
    EXPECT_EQ(seen.find("Expect"), seen.npos);
}

TEST_F(http_client, sends_other_methods_with_and_without_a_body) {
    raw_server server([&](raw_peer& peer) {
        for (auto r = peer.read_request(); !r.empty(); r = peer.read_request())
            peer.send(r.starts_with("HEAD ") ? "HTTP/1.1 204 No Content\r\n\r\n" : ok(r.substr(0, r.find(' '))));
    });

    for (auto const* const method : {"GET", "PUT", "DELETE", "PATCH"}) {
        EXPECT_EQ(ask({.method = method, .url = server.url()}).body, method);
        EXPECT_EQ(ask({.method = method, .url = server.url(), .body = "b"}).body, method);
    }
    EXPECT_EQ(ask({.method = "HEAD", .url = server.url()}).status, 204);
    EXPECT_EQ(server.connections(), 1u);
}

TEST_F(http_client, gives_status_and_fields_before_the_body_ends) {
    std::promise<void> head_seen;
    raw_server server([&](raw_peer& peer) {
        peer.read_request();
        peer.send("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                  "HTTP/1.1 429 Slow Down\r\nRetry-After: 7\r\nContent-Length: 4\r\n\r\n");
        head_seen.get_future().wait();
        peer.send("wait");
    });
    auto read = [&]() -> core::task<std::string> {
        auto opened = co_await client.open({.url = server.url()});
        auto& reply = *opened.value();
        EXPECT_EQ(reply.status(), 429);
        EXPECT_EQ(reply.fields().get("retry-after"), "7");
        EXPECT_FALSE(reply.fields().find("link"));
        head_seen.set_value();
        co_return (co_await reply.read_some()).value();
    };

    EXPECT_EQ(support::on_loop(loops, read()), "wait");
}

TEST_F(http_client, joins_a_chunked_body_however_it_is_split) {
    std::string const reply =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nT: x\r\n\r\n";
    raw_server server([&](raw_peer& peer) {
        for (auto r = peer.read_request(); !r.empty(); r = peer.read_request())
            for (char const byte : reply) peer.send({&byte, 1});
    });

    EXPECT_EQ(get(server.url()).body, "hello world");
    EXPECT_EQ(get(server.url()).body, "hello world");
    EXPECT_EQ(server.connections(), 1u);
}

TEST_F(http_client, opens_a_new_connection_when_the_pooled_one_went_stale) {
    raw_server server([](raw_peer& peer) {
        if (peer.read_request().empty()) return;
        peer.send(ok("once"));   // and closes, although it promised to stay
    });

    for (int i = 0; i < 5; ++i) EXPECT_EQ(get(server.url()).body, "once");
    auto const posted = ask({.method = "POST", .url = server.url(), .body = "again"});

    EXPECT_EQ(posted.body, "once");
    EXPECT_EQ(server.connections(), 6u);
}

TEST_F(http_client, repeats_a_request_that_met_a_dying_connection) {
    std::atomic<int> served = 0;
    raw_server server([&](raw_peer& peer) {
        peer.read_request();
        peer.send(ok("first"));
        if (++served > 1) return;
        peer.read_request();   // taken, and the connection dropped without a word
    });

    EXPECT_EQ(get(server.url()).body, "first");
    EXPECT_EQ(ask({.method = "POST", .url = server.url(), .body = "x"}).body, "first");
}

TEST_F(http_client, tells_a_cut_body_from_a_complete_one) {
    raw_server with_length([](raw_peer& peer) {
        peer.read_request();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
    });
    raw_server chunked([](raw_peer& peer) {
        peer.read_request();
        peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
    });
    raw_server reset([](raw_peer& peer) {
        peer.read_request();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
        peer.reset();
    });

    for (auto* const server : {&with_length, &chunked, &reset}) {
        auto const out = get(server->url());
        ASSERT_TRUE(out.failed.has_value());
        EXPECT_EQ(out.failed->code, core::errc::upstream_failed);
        EXPECT_EQ(out.failed->message, "the connection was cut");
        EXPECT_TRUE(out.failed->retryable);
    }
}

TEST_F(http_client, gives_all_that_arrived_before_a_cut) {
    raw_server server([](raw_peer& peer) {
        peer.read_request();
        peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
    });

    auto const out = get(server.url());

    EXPECT_EQ(out.body, "half");
    EXPECT_TRUE(out.failed.has_value());
}

TEST_F(http_client, names_the_cause_in_plain_words) {
    raw_server garbage([](raw_peer& peer) {
        peer.read_request();
        peer.send("SSH-2.0-OpenSSH\r\n");
    });
    raw_server endless_head([](raw_peer& peer) {
        peer.read_request();
        peer.send("HTTP/1.1 200 OK\r\nX: " + std::string(100'000, 'x') + "\r\n\r\n");
    });

    EXPECT_EQ(get("http://127.0.0.1:1/").failed->message, "connection refused");
    EXPECT_EQ(get("http://name.invalid/").failed->message, "host not found");
    EXPECT_EQ(get(garbage.url()).failed->message, "the reply is not valid HTTP");
    EXPECT_EQ(get(endless_head.url()).failed->message, "the head of the reply is too large");
}

TEST_F(http_client, refuses_what_is_no_http_request_before_it_writes) {
    EXPECT_EQ(get("file:///etc/passwd").failed->code, core::errc::invalid_input);
    EXPECT_EQ(get("gopher://127.0.0.1/").failed->code, core::errc::invalid_input);
    EXPECT_EQ(get("http://127.0.0.1/\r\nX: y").failed->code, core::errc::invalid_input);
    net::client_request forged{.url = "http://127.0.0.1:1/"};
    forged.fields.add("X-Model", "a\r\nX: y");
    EXPECT_EQ(ask(std::move(forged)).failed->code, core::errc::invalid_input);
}

TEST_F(http_client, does_not_follow_redirects) {
    raw_server server([](raw_peer& peer) {
        peer.read_request();
        peer.send("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n");
    });
    EXPECT_EQ(get(server.url()).status, 302);
}

TEST_F(http_client, gives_up_a_server_that_never_begins_its_reply) {
    raw_server server([](raw_peer& peer) { peer.wait_for_close(); });

    auto const out = ask({.url = server.url(), .first_byte_timeout = 50ms});

    EXPECT_EQ(out.failed->code, core::errc::timeout);
    EXPECT_EQ(out.failed->message, "no reply began in time");
}

TEST_F(http_client, gives_up_a_reply_that_falls_silent_and_one_that_never_ends) {
    raw_server server([](raw_peer& peer) {
        peer.read_request();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
        peer.wait_for_close();
    });

    auto const silent = ask({.url = server.url(), .silence_timeout = 50ms});
    auto const endless = ask({.url = server.url(), .total_timeout = 50ms});

    EXPECT_EQ(silent.body, "half");
    EXPECT_EQ(silent.failed->code, core::errc::timeout);
    EXPECT_EQ(silent.failed->message, "the reply fell silent");
    EXPECT_EQ(endless.failed->code, core::errc::timeout);
}

TEST_F(http_client, closes_the_transfer_when_the_response_goes) {
    std::promise<void> closed;
    raw_server server([&](raw_peer& peer) {
        peer.read_request();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
        peer.wait_for_close();
        closed.set_value();
    });
    auto open_and_drop = [&]() -> core::task<> { (void)(co_await client.open({.url = server.url()})).value(); };

    support::on_loop(loops, open_and_drop());

    EXPECT_EQ(closed.get_future().wait_for(10s), std::future_status::ready);
}

TEST_F(http_client, closes_the_transfer_when_its_coroutine_is_cancelled) {
    std::promise<void> asked, closed;
    raw_server server([&](raw_peer& peer) {
        peer.read_request();
        asked.set_value();
        peer.wait_for_close();
        closed.set_value();
    });
    boost::asio::cancellation_signal cancel;
    auto ended = boost::asio::co_spawn(loops.context(0), fetch(client, {.url = server.url()}),
                                       boost::asio::bind_cancellation_slot(cancel.slot(), boost::asio::use_future));
    asked.get_future().wait();

    boost::asio::post(loops.context(0), [&] { cancel.emit(boost::asio::cancellation_type::terminal); });

    EXPECT_THROW(ended.get(), boost::system::system_error);
    EXPECT_EQ(closed.get_future().wait_for(10s), std::future_status::ready);
}

TEST_F(http_client, stops_taking_bytes_while_nobody_reads) {
    constexpr std::size_t chunk = 64 * 1024, total = 32 * 1024 * 1024;
    std::atomic<std::size_t> sent = 0;
    raw_server server([&](raw_peer& peer) {
        peer.read_request();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(total) + "\r\n\r\n");
        for (; sent < total; sent += chunk) peer.send(std::string(chunk, 'x'));
    });
    auto read_late = [&]() -> core::task<std::size_t> {
        auto opened = co_await client.open({.url = server.url()});
        auto& reply = *opened.value();
        // Other work of the loop goes on, and the server gets stuck on full buffers.
        for (std::size_t before = 1; before != sent;) {
            before = sent;
            for (int i = 0; i < 2'000; ++i) co_await boost::asio::post(loops.context(0), boost::asio::use_awaitable);
        }
        EXPECT_LT(sent, total);
        std::size_t read = 0;
        for (;;) {
            auto const bytes = (co_await reply.read_some()).value();
            EXPECT_LE(bytes.size(), 2 * chunk);
            if (bytes.empty()) co_return read;
            read += bytes.size();
        }
    };

    EXPECT_EQ(support::on_loop(loops, read_late()), total);
}

TEST_F(http_client, keeps_many_transfers_apart_on_few_connections) {
    raw_server server([](raw_peer& peer) {
        for (auto r = peer.read_request(); !r.empty(); r = peer.read_request())
            peer.send(ok(r.substr(4, r.find(' ', 4) - 4)));
    });
    std::vector<std::future<outcome>> running;
    for (int i = 0; i < 100; ++i)
        running.push_back(boost::asio::co_spawn(
            loops.context(0), fetch(client, {.url = server.url("/" + std::to_string(i))}), boost::asio::use_future));

    for (int i = 0; i < 100; ++i) EXPECT_EQ(running[i].get().body, "/" + std::to_string(i));
    auto const before = server.connections();
    EXPECT_EQ(get(server.url("/last")).body, "/last");
    EXPECT_EQ(server.connections(), before);
}

TEST(http_client_outside, is_a_bug_on_a_foreign_loop) {
    net::loops loops(1), others(1);
    net::http_client client(loops);
    others.start();
    auto open = [&]() -> core::task<> { (void)co_await client.open({.url = "http://127.0.0.1:1/"}); };

    EXPECT_THROW(support::on_loop(others, open()), std::logic_error);
}

}  // namespace
