#include "core/async.hpp"
#include "net/http_server.hpp"
#include "support/certificate.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_server.hpp"
#include "support/websocket_frames.hpp"

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <gtest/gtest.h>

#include <future>

namespace {

using namespace std::chrono_literals;
using support::masked_frame;
using support::read_frame;
using support::test_server;
using support::websocket_handshake;

// Sends each message back; "bye" ends it from this side.
core::task<> echo(net::request const&, net::exchange& x) {
    auto socket = co_await x.upgrade("chat.v1");
    if (!socket) co_return;
    while (auto message = co_await socket->receive()) {
        if (message->data == "bye") co_await socket->close(4001, "as you wish");
        else co_await socket->send((message->binary ? "binary " : "text ") + message->data);
    }
}

// A client whose handshake is done.
struct websocket_client : support::raw_client {
    explicit websocket_client(test_server const& server) : raw_client(server.port) {
        send(websocket_handshake("/ws"));
        EXPECT_EQ(read(true).status, 101);
    }
};

TEST(websocket, shakes_hands_as_the_rfc_says) {
    test_server server(echo);
    auto client = server.connect();

    client.send(websocket_handshake("/ws", "Sec-WebSocket-Protocol: chat.v1\r\nX-Request-Id: r-7\r\n"));

    auto const reply = client.read(true);
    EXPECT_EQ(reply.status, 101);
    EXPECT_EQ(reply.fields.at("sec-websocket-accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    EXPECT_EQ(reply.fields.at("sec-websocket-protocol"), "chat.v1");
    EXPECT_EQ(reply.fields.at("x-request-id"), "r-7");
    EXPECT_FALSE(reply.fields.contains("sec-websocket-extensions"));
}

TEST(websocket, carries_messages_whole_or_in_fragments) {
    test_server server(echo);
    websocket_client client(server);

    client.send(masked_frame(support::fin | support::text_frame, "hello"));
    EXPECT_EQ(read_frame(client)->payload, "text hello");
    client.send(masked_frame(support::text_frame, "one ") + masked_frame(support::fin | support::ping_frame, "p") +
                masked_frame(support::fin | support::continuation_frame, "two"));
    auto const pong = read_frame(client);
    EXPECT_EQ(pong->kind, support::pong_frame);
    EXPECT_EQ(pong->payload, "p");
    EXPECT_EQ(read_frame(client)->payload, "text one two");
    client.send(masked_frame(support::fin | support::binary_frame, std::string(100'000, 'b')));
    EXPECT_EQ(read_frame(client)->payload.size(), 100'007u);
}

TEST(websocket, closes_from_either_side) {
    test_server server(echo);
    websocket_client ours(server);
    websocket_client theirs(server);

    ours.send(masked_frame(support::fin | support::text_frame, "bye"));
    theirs.send(masked_frame(support::fin | support::close_frame, "\x03\xe8"));

    EXPECT_EQ(read_frame(ours)->close_code(), 4001u);
    ours.send(masked_frame(support::fin | support::close_frame, "\x0f\xa1"));
    EXPECT_FALSE(read_frame(ours));
    EXPECT_EQ(read_frame(theirs)->close_code(), 1000u);
    EXPECT_FALSE(read_frame(theirs));
}

TEST(websocket, answers_other_requests_with_426) {
    test_server server(echo);

    auto const reply = server.ask(support::get("/ws"));

    EXPECT_EQ(reply.status, 426);
    EXPECT_EQ(reply.fields.at("sec-websocket-version"), "13");
}

TEST(websocket, lets_pages_of_the_own_and_of_named_origins_in) {
    test_server server(echo, {.allowed_origins = {"https://app.example"}});
    auto const status = [&](std::string_view origin) {
        return server.ask(websocket_handshake("/ws", "Origin: " + std::string(origin) + "\r\n")).status;
    };

    EXPECT_EQ(status("http://localhost"), 101);
    EXPECT_EQ(status("https://app.example"), 101);
    for (auto const* const foreign : {"https://localhost", "http://localhost:81", "http://localhost.evil", "null", "",
                                      "https://app.example.evil", "http://app.example"})
        EXPECT_EQ(status(foreign), 403) << foreign;
}

TEST(websocket, gives_up_a_silent_peer_after_a_ping) {
    test_server server(echo, {.websocket_timeout = 60ms});
    websocket_client client(server);

    EXPECT_EQ(read_frame(client)->kind, support::ping_frame);
    EXPECT_FALSE(read_frame(client));
}

TEST(websocket, says_goodbye_when_the_server_stops) {
    test_server server(echo);
    websocket_client client(server);
    auto stopped = std::async(std::launch::async, [&] { server.server.stop(10s); });

    EXPECT_EQ(read_frame(client)->close_code(), 1001u);
    client.send(masked_frame(support::fin | support::close_frame, "\x03\xe9"));
    EXPECT_FALSE(read_frame(client));
    client.close();
    stopped.get();
}

TEST(websocket, a_server_that_stops_while_a_socket_closes_does_not_close_it_again) {
    test_server server(echo);
    websocket_client client(server);
    client.send(masked_frame(support::fin | support::text_frame, "bye"));
    EXPECT_EQ(read_frame(client)->close_code(), 4001u);

    server.server.stop(1ms);   // the client has not answered

    EXPECT_FALSE(read_frame(client));
}

TEST(websocket, is_cut_when_the_stop_has_waited_long_enough) {
    test_server server(echo);
    websocket_client client(server);

    server.server.stop(1ms);

    EXPECT_EQ(server.server.connections(), 0u);
}

// Sends without end to a peer that does not read.
class endless {
public:
    core::task<> serve(net::request const&, net::exchange& x) {
        auto socket = co_await x.upgrade();
        try {
            for (;;) co_await socket->send(std::string(64 * 1024, 'x'));
        } catch (...) {
            failed.set_value();
            throw;
        }
    }

    std::promise<void> failed;
};

TEST(websocket, gives_up_a_peer_that_does_not_read) {
    endless stream;
    test_server server([&](net::request const& r, net::exchange& x) { return stream.serve(r, x); });
    websocket_client client(server);
    client.shrink_receive_buffer();
    auto failed = stream.failed.get_future();

    for (int i = 0; i < 5'000 && failed.wait_for(1ms) != std::future_status::ready; ++i) server.clock.advance(5s);

    EXPECT_EQ(failed.wait_for(0s), std::future_status::ready);
}

TEST(websocket, works_over_tls) {
    namespace asio = boost::asio;
    support::temporary_folder folder;
    support::certificate const pem(folder.path());
    net::http_config config;
    config.tls = net::tls_files{pem.certificate_path, pem.key_path};
    test_server server(echo, std::move(config));
    asio::io_context io;
    asio::ssl::context context(asio::ssl::context::tls_client);
    boost::beast::websocket::stream<asio::ssl::stream<asio::ip::tcp::socket>> client(io, context);
    client.next_layer().next_layer().connect({asio::ip::make_address("127.0.0.1"), server.port});
    client.next_layer().handshake(asio::ssl::stream_base::client);
    client.handshake("localhost", "/ws");

    client.write(asio::buffer(std::string(200'000, 'x')));
    boost::beast::flat_buffer reply;
    client.read(reply);

    EXPECT_EQ(reply.size(), 200'005u);
}

}  // namespace
