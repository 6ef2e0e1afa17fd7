#include "llm/anthropic/provider.hpp"

#include "llm/anthropic/config.hpp"
#include "support/anthropic_events.hpp"
#include "support/fake_provider.hpp"
#include "support/manual_clock.hpp"
#include "support/on_loop.hpp"
#include "unit/llm/collect.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;
using namespace support;

class anthropic_provider : public testing::Test {
protected:
    anthropic_provider() { loops.start(); }

    said ask(llm::completion_request request = {.model = "claude-haiku-4-5", .messages = {{.text = "hi"}}},
             llm::deadlines limits = {}) {
        return on_loop(loops, support::ask(model, std::move(request), limits));
    }

    fake_provider upstream;
    manual_clock time;
    net::loops loops{1};
    net::http_client client{loops};
    llm::anthropic_provider model{client, time, llm::anthropic_at(upstream.url(), "sk-ant-secret")};
};

TEST_F(anthropic_provider, streams_an_answer) {
    upstream.answer({send(stream_head() + anthropic::start()), send(anthropic::text_block(0, "Hel")),
                     send(anthropic::text_block(1, "lo") + anthropic::finish("end_turn") + anthropic::stop())});

    auto const heard = ask();

    EXPECT_FALSE(heard.failure);
    EXPECT_EQ(heard.text(), "Hello");
    EXPECT_EQ(heard.finish(), llm::finish_reason::stop);
}

TEST_F(anthropic_provider, sends_key_version_path_and_body) {
    upstream.answer({send(stream_head() + anthropic::start() + anthropic::finish("end_turn") + anthropic::stop())});

    ask();

    auto const sent = upstream.requests();
    ASSERT_EQ(sent.size(), 1u);
    EXPECT_TRUE(sent[0].head.starts_with("POST /v1/messages HTTP/1.1\r\n")) << sent[0].head;
    EXPECT_NE(sent[0].head.find("x-api-key: sk-ant-secret\r\n"), std::string::npos);
    EXPECT_NE(sent[0].head.find("anthropic-version: 2023-06-01\r\n"), std::string::npos);
    EXPECT_EQ(boost::json::parse(sent[0].body).at("model"), "claude-haiku-4-5");
}

TEST_F(anthropic_provider, goes_on_from_a_text_without_telling_its_blanks_twice) {
    upstream.answer({send(stream_head() + anthropic::start() + anthropic::text_block(0, " a time") +
                          anthropic::finish("end_turn") + anthropic::stop())});

    auto const heard = ask({.model = "claude-haiku-4-5", .messages = {{.text = "hi"}}, .prefill = "Once upon "});

    EXPECT_EQ(heard.text(), "a time");
    EXPECT_TRUE(model.can("claude-haiku-4-5").prefill);
    EXPECT_FALSE(model.can("claude-sonnet-5-5").prefill);
}

TEST_F(anthropic_provider, uses_its_connection_again) {
    upstream.answer({send(chunked_stream_head()),
                     send(chunk(anthropic::start() + anthropic::text_block(0, "a") + anthropic::finish("end_turn") +
                                anthropic::stop())),
                     send(chunk(""))});

    for (int i = 0; i < 3; ++i) EXPECT_EQ(ask().text(), "a");

    EXPECT_EQ(upstream.connections(), 1);
}

TEST_F(anthropic_provider, does_not_wait_for_a_server_that_never_closes) {
    upstream.answer({send(chunked_stream_head() + chunk(anthropic::start() + anthropic::text_block(0, "a") +
                                                        anthropic::finish("end_turn") + anthropic::stop())),
                     hang()});

    EXPECT_EQ(ask().finish(), llm::finish_reason::stop);

    EXPECT_TRUE(upstream.client_left());
}

TEST_F(anthropic_provider, never_takes_a_broken_stream_for_a_whole_one) {
    upstream.answer({send(stream_head() + anthropic::start() + anthropic::text_block(0, "half")), close()});

    auto const heard = ask();

    EXPECT_EQ(heard.text(), "half");
    ASSERT_TRUE(heard.failure);
    EXPECT_EQ(heard.failure->code, core::errc::upstream_failed);
    EXPECT_EQ(heard.failure->provider, "anthropic");
}

TEST_F(anthropic_provider, gives_up_on_a_stream_that_falls_silent) {
    upstream.answer({send(stream_head() + anthropic::start() + anthropic::text_block(0, "half")), hang()});

    auto const heard = ask({.model = "claude-x", .messages = {{.text = "hi"}}}, {.silence = 30ms});

    EXPECT_EQ(heard.failure->code, core::errc::timeout);
}

TEST_F(anthropic_provider, tells_a_refusal_in_our_words) {
    upstream.answer({send(whole_reply(401, R"({"type":"error","error":{"type":"authentication_error",
        "message":"invalid x-api-key sk-ant-secret"}})"))});

    auto const heard = ask();

    EXPECT_EQ(heard.failure->code, core::errc::unauthorized);
    EXPECT_EQ(heard.failure->message, "anthropic refuses the key: check ANTHROPIC_API_KEY.");
}

TEST_F(anthropic_provider, tells_how_long_the_server_wants_to_be_left_alone) {   // R-14
    upstream.answer(
        {send(whole_reply(429, R"({"type":"error","error":{"type":"rate_limit_error"}})", "retry-after: 7\r\n"))});

    auto const heard = ask();

    EXPECT_EQ(heard.failure->code, core::errc::rate_limited);
    EXPECT_EQ(heard.failure->retry_after_s, 7);
}

TEST_F(anthropic_provider, lists_its_models) {
    upstream.answer({send(whole_reply(200, R"({"data":[
        {"type":"model","id":"claude-sonnet-5-5","display_name":"x","max_input_tokens":1000000},
        {"type":"model","id":"claude-haiku-4-5"},
        {"id":"claude-old","lifecycle":"retired"},{"id":5}],"has_more":false})"))});

    auto const models = on_loop(loops, model.models());

    ASSERT_TRUE(models);
    ASSERT_EQ(models->size(), 2u);
    EXPECT_EQ(models->at(0).id, "anthropic/claude-sonnet-5-5");
    EXPECT_EQ(models->at(0).context_tokens, 1'000'000);
    EXPECT_TRUE(models->at(1).can.prefill);
    EXPECT_TRUE(upstream.requests()[0].head.starts_with("GET /v1/models?limit=1000 "));
}

TEST_F(anthropic_provider, owns_the_models_of_its_family) {
    EXPECT_TRUE(model.owns("claude-haiku-4-5"));
    EXPECT_FALSE(model.owns("gpt-4o"));
}

}  // namespace
