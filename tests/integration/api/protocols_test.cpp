#include "support/anthropic_events.hpp"
#include "support/fake_provider.hpp"
#include "support/gemini_events.hpp"
#include "support/test_application.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace support;

// Two providers at once, each a script that speaks its vendor's protocol.
class protocols : public testing::Test {
protected:
    fake_provider claude, gemini;
    test_application server{[this](core::settings& settings) {
        settings.models.provider = "anthropic";
        settings.models.anthropic_api_key = settings.models.gemini_api_key = "secret";
        settings.models.anthropic_base_url = claude.url();
        settings.models.gemini_base_url = gemini.url();
        settings.chat.titles_enabled = false;
    }};
    api_client const& client = server.client();
};

script thoughtful_answer() {
    namespace a = anthropic;
    return {send(stream_head() + a::start() + a::begin_block(0, R"({"type":"thinking","thinking":"","signature":""})") +
                 a::piece(0, R"({"type":"thinking_delta","thinking":"hm"})") +
                 a::piece(0, R"({"type":"signature_delta","signature":"c2ln"})") + a::end_block(0) +
                 a::text_block(1, "Yes.") + a::finish("end_turn") + a::stop())};
}

TEST_F(protocols, send_thoughts_back_to_the_provider_that_had_them_and_to_no_other) {
    claude.answer(thoughtful_answer());
    gemini.answer({send(stream_head() + gemini::text("Well.") + gemini::finish())});

    auto const first = client.post("/api/v1/chat", question("Is it?"));
    ASSERT_EQ(first.status, 200) << first.text;
    EXPECT_EQ(first.string("content"), "Yes.");
    EXPECT_EQ(first.string("provider"), "anthropic");
    auto const talk = first.string("conversation_id");
    ASSERT_EQ(client.post("/api/v1/chat", question("Why?", "", talk)).status, 200);
    ASSERT_EQ(client.post("/api/v1/chat", question("Really?", "gemini/gemini-2.0-flash", talk)).string("content"),
              "Well.");

    auto const again = boost::json::parse(claude.requests().at(1).body);
    EXPECT_EQ(again.at_pointer("/messages/1/content"),
              boost::json::parse(R"([{"type":"thinking","thinking":"hm","signature":"c2ln"},
                                     {"type":"text","text":"Yes."}])"));
    auto const elsewhere = gemini.requests().at(0).body;
    EXPECT_EQ(elsewhere.find("c2ln"), std::string::npos) << elsewhere;
    EXPECT_NE(elsewhere.find("Yes."), std::string::npos) << elsewhere;
}

// Through Anthropic's own API the signature reaches its caller, and comes back from there, whatever we remember.
TEST_F(protocols, hand_signatures_to_callers_of_their_own_api_and_take_them_back) {
    claude.answer(thoughtful_answer());
    gemini.answer({send(stream_head() + gemini::text("Well.") + gemini::finish())});
    auto const ask = [&](std::string const& model, std::string const& more = "") {
        return client.post("/v1/messages", R"({"model":")" + model + R"(","max_tokens":5000,)" +
                                               R"("thinking":{"type":"enabled","budget_tokens":2000},"top_k":5,)" +
                                               R"("messages":[{"role":"user","content":"Is it?"})" + more + "]}");
    };

    auto const first = ask("claude-haiku-4-5");
    ASSERT_EQ(first.status, 200) << first.text;
    auto const content = boost::json::serialize(first.body.at("content"));
    EXPECT_EQ(first.body.at_pointer("/content/0"),
              boost::json::parse(R"({"type":"thinking","thinking":"hm","signature":"c2ln"})"));
    auto const back = R"(,{"role":"assistant","content":)" + content + R"(},{"role":"user","content":"Why?"})";
    ASSERT_EQ(ask("claude-haiku-4-5", back).status, 200);
    ASSERT_EQ(ask("gemini/gemini-2.5-flash", back).status, 200);

    auto const again = boost::json::parse(claude.requests().at(1).body);
    EXPECT_EQ(again.at_pointer("/messages/1/content/0"), first.body.at_pointer("/content/0"));
    EXPECT_EQ(again.at_pointer("/messages/1/content/1/text"), "Yes.");
    EXPECT_EQ(again.at("thinking"), boost::json::parse(R"({"type":"enabled","budget_tokens":2000})"));
    EXPECT_EQ(again.at("top_k"), 5);
    auto const elsewhere = boost::json::parse(gemini.requests().at(0).body);
    EXPECT_EQ(boost::json::serialize(elsewhere).find("c2ln"), std::string::npos);
    EXPECT_EQ(elsewhere.at_pointer("/generationConfig/thinkingConfig/thinkingBudget"), 2000);
    EXPECT_EQ(elsewhere.at_pointer("/generationConfig/topK"), 5);
}

TEST_F(protocols, show_nobody_what_only_the_provider_reads) {
    claude.answer(thoughtful_answer());

    auto const reply = client.post("/api/v1/chat", question("Is it?"));

    EXPECT_EQ(reply.text.find("c2ln"), std::string::npos);
    auto const stored = client.get("/api/v1/messages/" + reply.string("id"));
    EXPECT_EQ(stored.status, 200) << stored.text;
    EXPECT_EQ(stored.text.find("c2ln"), std::string::npos);
}

TEST_F(protocols, list_their_models_together) {
    claude.answer({send(whole_reply(200, R"({"data":[{"id":"claude-haiku-4-5"}]})"))});
    gemini.answer({send(whole_reply(200, R"({"models":[{"name":"models/gemini-2.5-flash",
        "supportedGenerationMethods":["generateContent"]}]})"))});

    auto const listed = client.get("/api/v1/models");

    for (auto const* id : {"anthropic/claude-haiku-4-5", "gemini/gemini-2.5-flash", "demo/demo"})
        EXPECT_NE(listed.text.find(id), std::string::npos) << id << " in " << listed.text;
}

TEST_F(protocols, end_in_a_clean_error_where_the_stream_is_cut) {
    claude.answer({send(stream_head() + anthropic::start() + anthropic::text_block(0, "half")), close()});
    gemini.answer({send(stream_head() + gemini::text("half")), close()});

    for (auto const* model : {"claude-haiku-4-5", "gemini-2.5-flash"}) {
        auto stream = client.ask(question("hello", model));
        auto const events = stream.rest();

        EXPECT_EQ(what_is_wrong_with(events), "") << model;
        EXPECT_EQ(events.back().name, "error") << model;
        EXPECT_EQ(shown_text(events), "half") << model;
    }
}

}  // namespace
