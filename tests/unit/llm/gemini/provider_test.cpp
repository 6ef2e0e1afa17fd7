#include "llm/gemini/provider.hpp"

#include "support/fake_provider.hpp"
#include "support/gemini_events.hpp"
#include "support/manual_clock.hpp"
#include "support/on_loop.hpp"
#include "unit/llm/collect.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace {

using namespace support;

class gemini_provider : public testing::Test {
protected:
    gemini_provider() { loops.start(); }

    said ask(std::string name = "gemini-2.5-flash") {
        return on_loop(loops, support::ask(model, {.model = std::move(name), .messages = {{.text = "hi"}}}));
    }

    fake_provider upstream;
    manual_clock time;
    net::loops loops{1};
    net::http_client client{loops};
    llm::gemini_provider model{client, time, llm::gemini_at(upstream.url(), "AIza-secret")};
};

TEST_F(gemini_provider, streams_an_answer) {
    upstream.answer({send(chunked_stream_head()), send(chunk(gemini::text("Hel"))),
                     send(chunk(gemini::text("lo") + gemini::finish()) + chunk(""))});

    auto const heard = ask();

    EXPECT_FALSE(heard.failure);
    EXPECT_EQ(heard.text(), "Hello");
    EXPECT_EQ(heard.finish(), llm::finish_reason::stop);
}

TEST_F(gemini_provider, sends_its_key_in_a_header_and_never_in_the_address) {
    upstream.answer({send(stream_head() + gemini::text("a") + gemini::finish())});

    ask();

    auto const sent = upstream.requests();
    ASSERT_EQ(sent.size(), 1u);
    EXPECT_TRUE(
        sent[0].head.starts_with("POST /v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse HTTP/1.1\r\n"))
        << sent[0].head;
    EXPECT_NE(sent[0].head.find("x-goog-api-key: AIza-secret\r\n"), std::string::npos);
    EXPECT_EQ(boost::json::parse(sent[0].body).at_pointer("/contents/0/parts/0/text"), "hi");
}

TEST_F(gemini_provider, lets_no_name_of_a_model_lead_elsewhere) {   // F-11
    upstream.answer({send(whole_reply(404, "{}"))});

    EXPECT_EQ(ask("../x?key=1#\r\nX: y").failure->code, core::errc::not_found);

    EXPECT_TRUE(upstream.requests()[0].head.starts_with(
        "POST /v1beta/models/..%2Fx%3Fkey%3D1%23%0D%0AX%3A%20y:streamGenerateContent?alt=sse "))
        << upstream.requests()[0].head;
}

TEST_F(gemini_provider, never_takes_a_broken_stream_for_a_whole_one) {
    upstream.answer({send(chunked_stream_head() + chunk(gemini::text("half")) + "ff\r\ndata:"), close()});

    auto const heard = ask();

    EXPECT_EQ(heard.text(), "half");
    ASSERT_TRUE(heard.failure);
    EXPECT_EQ(heard.failure->code, core::errc::upstream_failed);
    EXPECT_EQ(heard.failure->provider, "gemini");
}

TEST_F(gemini_provider, tells_a_refused_key_in_our_words) {
    upstream.answer({send(whole_reply(400, R"([{"error":{"code":400,"message":"API key not valid. AIza-secret",
        "status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}])"))});

    auto const heard = ask();

    EXPECT_EQ(heard.failure->code, core::errc::unauthorized);
    EXPECT_EQ(heard.failure->message, "gemini refuses the key: check GEMINI_API_KEY.");
}

TEST_F(gemini_provider, lists_the_models_that_chat) {
    upstream.answer({send(whole_reply(200, R"({"models":[
        {"name":"models/gemini-2.5-flash","inputTokenLimit":1048576,"supportedGenerationMethods":["generateContent"]},
        {"name":"models/gemini-embedding-001","supportedGenerationMethods":["embedContent"]},
        {"name":"models/gemini-2.5-flash-preview-tts","supportedGenerationMethods":["generateContent"]},
        {"name":"models/no-methods"},{"name":5},7]})"))});

    auto const models = on_loop(loops, model.models());

    ASSERT_TRUE(models);
    ASSERT_EQ(models->size(), 1u);
    EXPECT_EQ(models->at(0).id, "gemini/gemini-2.5-flash");
    EXPECT_EQ(models->at(0).context_tokens, 1'048'576);
    EXPECT_TRUE(upstream.requests()[0].head.starts_with("GET /v1beta/models?pageSize=1000 "));
}

}  // namespace
