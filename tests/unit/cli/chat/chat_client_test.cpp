#include "cli/chat/chat_client.hpp"

#include "net/loops.hpp"
#include "support/on_loop.hpp"
#include "support/raw_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>

namespace {

using namespace std::chrono_literals;
using support::ok;
using support::raw_peer;
using support::raw_server;
using testing::HasSubstr;

constexpr char stream_head[] = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
constexpr char start[] =
    "id: 1\nevent: start\ndata: {\"turn_id\":\"t\",\"conversation_id\":\"c\",\"message_id\":\"m\"}\n\n";

std::string token(int id, std::string const& text) {
    return "id: " + std::to_string(id) + "\nevent: token\ndata: {\"token\":\"" + text + "\"}\n\n";
}

std::string complete(int id) {
    return "id: " + std::to_string(id) + "\nevent: complete\ndata: {\"finish_reason\":\"stop\"}\n\n";
}

// Answers the n-th connection with the n-th reply, cut off where it ends, and keeps the requests.
class scripted {
public:
    explicit scripted(std::vector<std::string> replies)
        : replies_(std::move(replies)), server_([this](raw_peer& peer) { answer(peer); }) {}

    std::string url() const { return server_.url(""); }
    std::vector<std::string> requests() {
        std::lock_guard const lock(mutex_);
        return requests_;
    }

private:
    void answer(raw_peer& peer) {
        auto request = peer.read_request();
        std::string reply;
        {
            std::lock_guard const lock(mutex_);
            if (requests_.size() < replies_.size()) reply = replies_[requests_.size()];
            requests_.push_back(std::move(request));
        }
        peer.send(reply);
    }

    std::vector<std::string> replies_;
    std::mutex mutex_;
    std::vector<std::string> requests_;
    raw_server server_;
};

class chat_client : public testing::Test {
protected:
    chat_client() { loops.start(); }

    core::result<void> ask(std::string const& url, cli::question what) {
        cli::chat_client client(http, url, "parl_key", {.first_pause = 1ms, .last_pause = 1ms, .patience = 200ms});
        auto act = [this](cli::view_action const& action) { actions.push_back(action); };
        return support::on_loop(loops, client.ask(std::move(what), view, act));
    }

    net::loops loops{1};
    net::http_client http{loops};
    cli::answer_view view;
    std::vector<cli::view_action> actions;
};

TEST_F(chat_client, shows_its_key_with_every_request_and_says_when_another_is_needed) {
    scripted server({stream_head + std::string(start),
                     "HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nContent-Length: 43\r\n\r\n"
                     R"({"error":{"code":"X","message":"Who asks"}})"});

    auto const out = ask(server.url(), {.message = "hello"});

    ASSERT_FALSE(out);
    EXPECT_EQ(out.error().code, core::errc::unauthorized);
    EXPECT_EQ(out.error().message, "Who asks");
    for (auto const& each : server.requests()) EXPECT_THAT(each, HasSubstr("Authorization: Bearer parl_key\r\n"));
}

TEST_F(chat_client, asks_and_follows_the_answer) {
    scripted server({stream_head + std::string(start) + token(2, "Hi") + complete(3)});

    auto const asked = ask(server.url(), {.message = "hello", .conversation_id = "c", .model = "demo"});

    ASSERT_TRUE(asked) << asked.error().message;
    EXPECT_EQ(view.text(), "Hi");
    auto const request = server.requests().at(0);
    EXPECT_THAT(request, testing::StartsWith("POST /api/v1/chat/stream "));
    EXPECT_THAT(request, HasSubstr(R"({"message":"hello","conversation_id":"c","model":"demo"})"));
    EXPECT_EQ(actions.back(), cli::view_action(cli::answer_complete{"stop"}));
}

TEST_F(chat_client, resumes_a_cut_stream_behind_the_last_event) {
    scripted server({stream_head + std::string(start) + token(2, "one "),
                     stream_head + token(3, "two ") + ": alive\n\n", stream_head + token(4, "three") + complete(5)});

    auto const asked = ask(server.url(), {.message = "hello"});

    ASSERT_TRUE(asked) << asked.error().message;
    EXPECT_EQ(view.text(), "one two three");
    auto const requests = server.requests();
    ASSERT_EQ(requests.size(), 3u);
    EXPECT_THAT(requests[1], testing::StartsWith("GET /api/v1/chat/streams/t "));
    EXPECT_THAT(requests[1], HasSubstr("Last-Event-ID: 2\r\n"));
    EXPECT_THAT(requests[2], HasSubstr("Last-Event-ID: 3\r\n"));
}

TEST_F(chat_client, asks_again_under_the_same_key_when_cut_before_the_turn_is_known) {
    scripted server({stream_head, stream_head + std::string(start) + complete(2)});

    ASSERT_TRUE(ask(server.url(), {.message = "hello"}));

    auto const requests = server.requests();
    auto const key = [](std::string const& request) {
        auto const at = request.find("Idempotency-Key: ");
        return request.substr(at, request.find('\r', at) - at);
    };
    ASSERT_EQ(requests.size(), 2u);
    EXPECT_THAT(requests[1], testing::StartsWith("POST /api/v1/chat/stream "));
    EXPECT_EQ(key(requests[0]), key(requests[1]));
    EXPECT_GT(key(requests[0]).size(), 30u);
}

TEST_F(chat_client, goes_on_when_the_server_was_busy_for_a_moment) {
    scripted server({stream_head + std::string(start), "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n",
                     stream_head + complete(2)});

    EXPECT_TRUE(ask(server.url(), {.message = "hello"}));
}

TEST_F(chat_client, says_what_the_server_refuses) {
    scripted server({"HTTP/1.1 400 Bad Request\r\nContent-Length: 63\r\n\r\n"
                     R"({"error":{"code":"VALIDATION_ERROR","message":"/model is bad"}})"});

    auto const asked = ask(server.url(), {.message = "hello"});

    ASSERT_FALSE(asked);
    EXPECT_EQ(asked.error().message, "/model is bad");
}

TEST_F(chat_client, tells_a_missing_server_at_once) {
    std::string url;
    { url = scripted({}).url(); }

    auto const asked = ask(url, {.message = "hello"});

    ASSERT_FALSE(asked);
    EXPECT_EQ(asked.error().code, core::errc::unavailable);
    EXPECT_EQ(view.turn_id(), "");
}

TEST_F(chat_client, gives_up_when_the_server_stays_away) {
    scripted server({stream_head + std::string(start) + token(2, "kept")});

    auto const asked = ask(server.url(), {.message = "hello"});

    ASSERT_FALSE(asked);
    EXPECT_EQ(asked.error().code, core::errc::unavailable);
    EXPECT_EQ(view.text(), "kept");
}

TEST_F(chat_client, lists_conversations) {
    scripted server({ok(R"({"conversations":[{"id":"c1","title":"First","new_field":1}],"pagination":{}})")});
    cli::chat_client client(http, server.url());

    auto const list = support::on_loop(loops, client.conversations());

    ASSERT_TRUE(list) << list.error().message;
    EXPECT_EQ(list->at(0).title, "First");
}

}  // namespace
