#include "llm/openai/provider.hpp"

#include "support/fake_provider.hpp"
#include "support/manual_clock.hpp"
#include "support/on_loop.hpp"
#include "support/responses_events.hpp"
#include "unit/llm/collect.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace {

using namespace support;

class responses_provider : public testing::Test {
protected:
    responses_provider() { loops.start(); }

    llm::openai_config config() const {
        auto out = llm::openai_at(upstream.url() + "/v1", "sk-secret");
        out.api = llm::openai_api::responses;
        out.background = true;
        return out;
    }
    static llm::completion_request resumable() {
        return {.model = "gpt-4o", .messages = {{.text = "hi"}}, .resumable = true};
    }

    // Reads until the stream breaks, takes it up again, and reads the rest.
    core::task<said> read_and_reattach() {
        auto opened = co_await model.open(resumable(), {});
        auto out = co_await drain(**opened);
        if (auto const again = co_await (*opened)->reattach({}); !again) {
            out.failure = again.error();
            co_return out;
        }
        auto rest = co_await drain(**opened);
        out.deltas.insert(out.deltas.end(), rest.deltas.begin(), rest.deltas.end());
        out.failure = rest.failure;
        co_return out;
    }
    core::task<said> reattach(std::string id) {
        auto opened = co_await model.reattach(std::move(id), "gpt-4o", {});
        if (!opened) co_return said{.failure = opened.error()};
        co_return co_await drain(**opened);
    }
    said ask(llm::completion_request request) { return on_loop(loops, support::ask(model, std::move(request))); }
    boost::json::value body_of(std::size_t request) const {
        return boost::json::parse(upstream.requests().at(request).body);
    }

    fake_provider upstream;
    manual_clock time;
    net::loops loops{1};
    net::http_client client{loops};
    llm::openai_provider model{client, time, config()};
};

TEST_F(responses_provider, streams_an_answer) {
    upstream.answer({send(stream_head() + responses::created()), send(responses::text("Hel")),
                     send(responses::text("lo") + responses::completed())});

    auto const heard = ask({.model = "gpt-4o", .messages = {{.text = "hi"}}});

    EXPECT_FALSE(heard.failure);
    EXPECT_EQ(heard.text(), "Hello");
    EXPECT_TRUE(upstream.requests().at(0).head.starts_with("POST /v1/responses "));
    EXPECT_NE(upstream.requests()[0].head.find("Authorization: Bearer sk-secret\r\n"), std::string::npos);
}

TEST_F(responses_provider, asks_through_chat_completions_for_what_responses_lack) {
    upstream.answer({send(stream_head() + text_event("Hi") + finish_event() + done_event())});

    EXPECT_EQ(ask({.model = "gpt-4o", .form = {.stop = {"."}}}).text(), "Hi");
    EXPECT_TRUE(upstream.requests().at(0).head.starts_with("POST /v1/chat/completions "));
}

TEST_F(responses_provider, does_without_summaries_where_the_account_may_not_have_them) {
    upstream.answer({send(whole_reply(400, R"({"error":{"param":"reasoning.summary","code":"unsupported_value"}})"))});
    upstream.answer({send(stream_head() + responses::text("Hi") + responses::completed())});

    EXPECT_EQ(ask({.model = "o3"}).text(), "Hi");
    EXPECT_EQ(ask({.model = "o3"}).text(), "Hi");

    ASSERT_EQ(upstream.requests().size(), 3u) << "it remembers";
    EXPECT_TRUE(body_of(0).as_object().contains("reasoning"));
    EXPECT_FALSE(body_of(1).as_object().contains("reasoning"));
    EXPECT_FALSE(body_of(2).as_object().contains("reasoning"));
    EXPECT_TRUE(body_of(2).as_object().contains("include")) << "sealed thoughts are another matter";
}

TEST_F(responses_provider, tells_refusals_as_they_are) {
    upstream.answer({send(whole_reply(401, R"({"error":{"code":"invalid_api_key"}})"))});
    upstream.answer({send(whole_reply(400, R"({"error":{"code":"context_length_exceeded"}})"))});
    upstream.answer({send(whole_reply(400, R"({"error":{"param":"tools"}})"))});

    EXPECT_EQ(ask({.model = "o3"}).failure->code, core::errc::unauthorized);
    EXPECT_EQ(ask({.model = "o3"}).failure->code, core::errc::context_too_long);
    EXPECT_EQ(ask({.model = "o3"}).failure->message, "openai's model \"o3\" does not accept this tools.");
    EXPECT_EQ(upstream.requests().size(), 4u) << "without a summary it is refused as well";
}

TEST_F(responses_provider, lets_the_server_keep_only_what_may_be_taken_up_again) {
    upstream.answer({send(stream_head() + responses::created() + responses::text("Hi") + responses::completed())});

    auto const kept = ask(resumable());
    auto const passing = ask({.model = "gpt-4o"});

    EXPECT_EQ(kept.all<llm::kept_delta>(), std::vector{llm::kept_delta{"resp_1"}});
    EXPECT_TRUE(std::holds_alternative<llm::kept_delta>(kept.deltas.at(0))) << "before it says anything";
    EXPECT_EQ(body_of(0).at("background"), true);
    EXPECT_EQ(body_of(0).at("store"), true);
    EXPECT_TRUE(passing.all<llm::kept_delta>().empty());
    EXPECT_FALSE(body_of(1).as_object().contains("background"));
    EXPECT_EQ(body_of(1).at("store"), false);
}

TEST_F(responses_provider, takes_up_a_broken_answer_behind_the_last_event) {
    upstream.answer({send(stream_head() + responses::created() + responses::text("Hel", 0, 1) + "event: response.out"),
                     close()});
    upstream.answer({send(stream_head() + responses::text("Hel", 0, 1) + responses::text("lo", 0, 2) +
                          responses::completed(R"("usage":{"input_tokens":9,"output_tokens":2})", 3))});

    auto const heard = on_loop(loops, read_and_reattach());

    EXPECT_FALSE(heard.failure);
    EXPECT_EQ(heard.text(), "Hello") << "what is sent again is passed over";
    EXPECT_EQ(heard.finish(), llm::finish_reason::stop);
    EXPECT_EQ(heard.all<llm::kept_delta>().size(), 1u);
    EXPECT_TRUE(upstream.requests().at(1).head.starts_with("GET /v1/responses/resp_1?stream=true&starting_after=1 "));
}

TEST_F(responses_provider, does_not_take_up_what_has_failed_or_is_forgotten) {
    upstream.answer({send(stream_head() + responses::created() +
                          responses::event("response.failed", R"("response":{"error":{"code":"server_error"}})"))});
    upstream.answer({send(stream_head() + responses::created()), close()});
    upstream.answer({send(whole_reply(404, R"({"error":{"message":"not found"}})"))});

    EXPECT_EQ(on_loop(loops, read_and_reattach()).failure->code, core::errc::not_found);
    EXPECT_EQ(upstream.requests().size(), 1u) << "what has failed is not asked for";
    EXPECT_EQ(on_loop(loops, read_and_reattach()).failure->code, core::errc::not_found);
    EXPECT_EQ(upstream.requests().size(), 3u);
}

TEST_F(responses_provider, takes_up_the_answer_of_another_process_from_its_start) {
    upstream.answer({send(stream_head() + responses::created("resp_9") + responses::text("Hello", 0, 1) +
                          responses::completed({}, 2))});
    upstream.answer({send(whole_reply(200, R"({"object":"response","status":"in_progress","output":[]})"))});
    upstream.answer({send(whole_reply(404, R"({"error":{}})"))});

    EXPECT_EQ(on_loop(loops, reattach("resp_9")).text(), "Hello");
    EXPECT_EQ(on_loop(loops, reattach("resp_9")).failure->code, core::errc::upstream_failed) << "it is not whole";
    EXPECT_EQ(on_loop(loops, reattach("a/../b")).failure->code, core::errc::not_found);
    EXPECT_TRUE(upstream.requests().at(0).head.starts_with("GET /v1/responses/resp_9?stream=true "));
    EXPECT_TRUE(upstream.requests().at(2).head.starts_with("GET /v1/responses/a%2F..%2Fb?"));
}

TEST_F(responses_provider, stops_an_answer) {
    upstream.answer({send(whole_reply(200, R"({"object":"response","status":"cancelled"})"))});

    EXPECT_TRUE(on_loop(loops, model.stop("resp_9")));
    EXPECT_TRUE(upstream.requests().at(0).head.starts_with("POST /v1/responses/resp_9/cancel "));
}

}  // namespace
