#include "store/repositories/messages.hpp"
#include "store/repositories/turns.hpp"
#include "support/fake_provider.hpp"
#include "support/responses_events.hpp"
#include "support/test_application.hpp"

#include <boost/json/object.hpp>
#include <gtest/gtest.h>

#include <algorithm>

// What becomes of turns that a process left unfinished, at the next start on the same data.

namespace {

using support::question;

constexpr auto slow = "demo:tokens=60,delay_ms=20,seed=5";

struct takeover : testing::Test {
    support::test_application server;
    std::string turn, message;
    std::vector<support::stream_event> seen;

    // Asks, reads the beginning of the answer, and takes the process away.
    void interrupt(std::string const& model) {
        auto stream = server.client().ask(question("hello", model));
        turn = stream.field("x-turn-id");
        message = stream.field("x-message-id");
        seen = stream.take(4);
        server.abandon();
        ASSERT_GE(seen.size(), 3);
        ASSERT_FALSE(seen.back().is_terminal());
    }
    // What a reader that reconnects has seen in the end, from the first event on.
    std::vector<support::stream_event> resumed() {
        auto const rest = server.client().follow(turn, seen.back().sequence()).rest();
        auto all = seen;
        all.insert(all.end(), rest.begin(), rest.end());
        EXPECT_EQ(support::what_is_wrong_with(all), "");
        EXPECT_EQ(server.client().follow(turn).rest(), all) << "a reader that was not there before sees the same";
        return all;
    }
    support::api_reply stored() { return server.client().get("/api/v1/messages/" + message); }
    store::connection database() { return store::connection(server.folder() / "data" / "parlance.db"); }
};

std::size_t count(std::vector<support::stream_event> const& events, std::string_view name) {
    return std::size_t(std::ranges::count(events, name, &support::stream_event::name));
}

TEST_F(takeover, completes_an_answer_to_the_byte_where_the_model_can_go_on) {
    auto const whole = server.client().post("/api/v1/chat", question("hello", slow)).string("content");
    interrupt(slow);
    server.start();

    auto const events = resumed();

    EXPECT_EQ(events.back().name, "complete");
    EXPECT_EQ(count(events, "continued"), 1);
    EXPECT_EQ(support::shown_text(events), whole);
    EXPECT_EQ(stored().string("content"), whole);
    EXPECT_EQ(stored().string("finish_reason"), "stop");
}

TEST_F(takeover, completes_an_answer_through_several_restarts) {
    interrupt(slow);
    for (int i = 0; i < 2; ++i) {
        server.start();
        auto const more = server.client().follow(turn, seen.back().sequence()).take(3);
        seen.insert(seen.end(), more.begin(), more.end());
        server.abandon();
    }
    server.start();

    auto const events = resumed();

    EXPECT_EQ(events.back().name, "complete");
    EXPECT_EQ(stored().string("content"), support::shown_text(events));
}

TEST_F(takeover, restarts_an_answer_that_the_model_cannot_go_on_with) {
    interrupt(std::string(slow) + ",prefill=off");
    server.start();

    auto const events = resumed();

    EXPECT_EQ(events.back().name, "complete");
    ASSERT_EQ(count(events, "restarted"), 1);
    auto const restarted = std::ranges::find(events, "restarted", &support::stream_event::name)->json();
    EXPECT_EQ(restarted.at("attempt"), 2);
    EXPECT_EQ(restarted.at("truncate_to"), 1);
    EXPECT_EQ(support::shown_text(events), stored().string("content"));
}

TEST_F(takeover, ends_with_an_error_when_the_provider_is_down_and_keeps_the_text) {
    auto upstream = std::make_unique<support::fake_provider>();
    upstream->answer(
        {support::send(support::stream_head() + support::text_event("Half an ") + support::text_event("answer")),
         support::hang()});
    server.stop();
    server.start([&](core::settings& settings) {
        settings.models.provider = "openai";
        settings.models.openai_base_url = upstream->url() + "/v1";
        settings.models.default_model = "m";
        settings.chat.titles_enabled = false;
    });
    auto stream = server.client().ask(question("hello"));
    turn = stream.field("x-turn-id");
    message = stream.field("x-message-id");
    for (std::string shown; shown != "Half an answer"; shown = support::shown_text(seen))
        seen.push_back(*stream.next());
    server.abandon();
    upstream.reset();
    server.start();

    auto const events = resumed();

    EXPECT_EQ(events.back().name, "error");
    EXPECT_EQ(events.back().json().at("code"), "LLM_PROVIDER_ERROR");
    EXPECT_EQ(support::shown_text(events), "Half an answer");
    EXPECT_EQ(stored().string("content"), "Half an answer");
    EXPECT_EQ(stored().string("finish_reason"), "error");
}

// A provider that keeps its answers.
struct kept_takeover : takeover {
    support::fake_provider upstream;

    static std::string thought(std::string_view words, int number) {
        return support::responses::event("response.reasoning_summary_text.delta",
                                         R"("output_index":0,"summary_index":0,"delta":")" + std::string(words) + "\"",
                                         number);
    }
    static std::string begun() {
        return support::stream_head() + support::responses::created("resp_1", 0) + thought("Hm.", 1) +
               support::responses::text("Half an ", 1, 2);
    }

    // Asks, and takes the process away once half of the answer has been seen. The provider's next requests get `then`.
    void interrupt_it(std::vector<support::script> const& then) {
        upstream.answer({support::send(begun()), support::hang()});
        for (auto const& one : then) upstream.answer(one);
        server.stop();
        server.start([&](core::settings& settings) {
            settings.models.provider = "openai";
            settings.models.openai_base_url = upstream.url() + "/v1";
            settings.models.openai_api = core::openai_api_setting::responses;
            settings.models.openai_background = true;
            settings.models.default_model = "m";
            settings.chat.titles_enabled = false;
        });
        auto stream = server.client().ask(question("hello"));
        turn = stream.field("x-turn-id");
        message = stream.field("x-message-id");
        while (support::shown_text(seen) != "Half an ") seen.push_back(*stream.next());
        server.abandon();
    }
    std::string head_of(std::size_t request) const { return upstream.requests().at(request).head; }
};

TEST_F(kept_takeover, reads_on_what_the_provider_keeps_and_shows_nothing_twice) {
    interrupt_it(
        {{support::send(begun() + support::responses::text("answer.", 1, 3) +
                        support::responses::completed(R"("usage":{"input_tokens":9,"output_tokens":5})", 4))}});
    server.start();

    auto const events = resumed();

    EXPECT_EQ(events.back().name, "complete");
    EXPECT_EQ(count(events, "continued"), 1);
    EXPECT_EQ(count(events, "restarted"), 0);
    EXPECT_EQ(count(events, "thinking"), 1);
    EXPECT_EQ(support::shown_text(events), "Half an answer.");
    EXPECT_EQ(stored().string("content"), "Half an answer.");
    EXPECT_EQ(stored().string("thinking"), "Hm.");
    EXPECT_EQ(events.back().json().at("total_tokens"), 14) << "charged once, by what the provider counts";
    ASSERT_EQ(upstream.requests().size(), 2u);
    EXPECT_TRUE(head_of(1).starts_with("GET /v1/responses/resp_1?stream=true "));
}

TEST_F(kept_takeover, makes_the_answer_anew_where_the_provider_has_forgotten_it) {
    interrupt_it(
        {{support::send(support::whole_reply(404, R"({"error":{"message":"not found"}})"))},
         {support::send(support::stream_head() + support::responses::created("resp_2", 0) +
                        support::responses::text("Another answer.", 0, 1) + support::responses::completed({}, 2))}});
    server.start();

    auto const events = resumed();

    EXPECT_EQ(events.back().name, "complete");
    EXPECT_EQ(count(events, "restarted"), 1);
    EXPECT_EQ(stored().string("content"), "Another answer.");
    EXPECT_EQ(stored().string("thinking"), "");
    ASSERT_TRUE(upstream.received(4));
    EXPECT_TRUE(head_of(3).starts_with("POST /v1/responses/resp_1/cancel ")) << "in case it does write on";
}

TEST_F(kept_takeover, stops_the_provider_when_the_user_cancels) {
    interrupt_it({{support::send(begun()), support::hang()}, {support::send(support::whole_reply(200, "{}"))}});
    ASSERT_EQ(upstream.requests().size(), 1u) << "a process that ends stops nothing";
    server.start();
    ASSERT_TRUE(upstream.received(2));

    EXPECT_EQ(server.client().post("/api/v1/chat/streams/" + turn + "/cancel").status, 200);

    EXPECT_EQ(resumed().back().json().at("finish_reason"), "cancelled");
    ASSERT_TRUE(upstream.received(3));
    EXPECT_TRUE(head_of(2).starts_with("POST /v1/responses/resp_1/cancel "));
}

TEST_F(takeover, gives_up_a_turn_that_is_too_old_and_keeps_its_text) {
    interrupt(slow);
    {
        auto db = database();
        db.run_script("UPDATE turns SET created_at = created_at - 3600000");
    }
    server.start();

    auto const events = resumed();

    EXPECT_EQ(events.back().name, "error");
    EXPECT_EQ(events.back().json().at("retryable"), true);
    EXPECT_EQ(stored().string("content"), support::shown_text(events));
    EXPECT_FALSE(stored().string("content").empty());
    EXPECT_EQ(stored().string("finish_reason"), "error");
}

TEST_F(takeover, gives_up_a_turn_that_was_taken_over_too_often) {
    interrupt(slow);
    server.start([](core::settings& settings) { settings.chat.turn_takeovers_max = 1; });
    auto const more = server.client().follow(turn, seen.back().sequence()).take(3);
    seen.insert(seen.end(), more.begin(), more.end());
    server.abandon();
    server.start();

    auto const events = resumed();

    EXPECT_EQ(events.back().name, "error");
    EXPECT_EQ(stored().string("content"), support::shown_text(events));
    EXPECT_EQ(stored().string("finish_reason"), "error");
}

TEST_F(takeover, gives_a_settled_turn_only_the_terminal_event_that_was_lost) {
    interrupt(slow);
    {
        auto db = database();
        auto const row = *store::turns::find_for_engine(db, turn);
        store::turns::finish(db, turn, {.ended_at = row.created_at, .finish_reason = "stop", .provider = "demo"});
        store::message_row answer{.id = message,
                                  .conversation_id = row.conversation_id,
                                  .parent_id = row.user_message_id,
                                  .turn_id = turn,
                                  .role = "assistant",
                                  .content = support::shown_text(seen)};
        answer.finish_reason = "stop";
        answer.created_at = row.created_at;
        store::messages::insert(db, answer);
    }
    server.start();

    auto const events = resumed();

    EXPECT_EQ(events.back().name, "complete");
    EXPECT_EQ(events.back().json().at("message_id").as_string(), message);
    EXPECT_EQ(count(events, "continued") + count(events, "restarted"), 0);
    EXPECT_EQ(stored().string("content"), support::shown_text(events));
}

TEST_F(takeover, leaves_ended_turns_alone) {
    auto stream = server.client().ask(question("hello", "demo:tokens=5"));
    auto const all = stream.rest();
    server.abandon();
    server.start();

    EXPECT_EQ(server.client().follow(stream.field("x-turn-id")).rest(), all);
    EXPECT_EQ(server.client().get("/api/v1/turns/" + stream.field("x-turn-id")).body.at("attempt"), 1);
}

TEST_F(takeover, lets_the_user_cancel_what_it_took_over) {
    interrupt("demo:tokens=100000,delay_ms=20");
    server.start();

    EXPECT_EQ(server.client().post("/api/v1/chat/streams/" + turn + "/cancel").status, 200);

    auto const events = resumed();
    EXPECT_EQ(events.back().json().at("finish_reason"), "cancelled");
    EXPECT_EQ(stored().string("content"), support::shown_text(events));
}

}  // namespace
