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
        return out;
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

}  // namespace
