#include "llm/openai/provider.hpp"

#include "support/fake_provider.hpp"
#include "support/manual_clock.hpp"
#include "support/on_loop.hpp"
#include "unit/llm/collect.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace {

using namespace support;

class openai_dialect : public testing::Test {
protected:
    openai_dialect() { loops.start(); }

    fake_provider upstream;
    manual_clock time;
    net::loops loops{1};
    net::http_client client{loops};
    llm::openai_provider azure{client, time,
                               llm::azure_at({upstream.url() + "/", "2025-01-01", "my gpt"}, "az-secret")};
    llm::openai_provider ollama{client, time, llm::ollama_at(upstream.url())};
};

TEST_F(openai_dialect, of_azure_names_deployment_and_version_in_the_address_and_the_key_in_a_header_of_its_own) {
    upstream.answer({send(stream_head() + text_event("Hi") + finish_event() + done_event())});

    auto const heard = on_loop(loops, support::ask(azure, {.model = "my gpt", .max_tokens = 9}));

    EXPECT_EQ(heard.text(), "Hi");
    auto const sent = upstream.requests().at(0);
    EXPECT_TRUE(sent.head.starts_with("POST /openai/deployments/my%20gpt/chat/completions?api-version=2025-01-01 "))
        << sent.head;
    EXPECT_NE(sent.head.find("api-key: az-secret\r\n"), std::string::npos);
    EXPECT_EQ(sent.head.find("Authorization"), std::string::npos);
    EXPECT_EQ(boost::json::parse(sent.body).at("max_completion_tokens"), 9);
}

TEST_F(openai_dialect, of_azure_offers_the_deployment_once_the_key_is_taken) {
    EXPECT_EQ(azure.usual_model(), "my gpt");

    upstream.answer({send(whole_reply(200, R"({"data":[{"id":"gpt-4o"},{"id":"dall-e-3"}]})"))});
    auto const models = on_loop(loops, azure.models());
    ASSERT_TRUE(models);
    ASSERT_EQ(models->size(), 1u);
    EXPECT_EQ(models->at(0).id, "azure/my gpt");
    EXPECT_TRUE(upstream.requests()[0].head.starts_with("GET /openai/models?api-version=2025-01-01 "));
}

TEST_F(openai_dialect, of_azure_tells_a_filtered_prompt) {
    upstream.answer({send(whole_reply(400, R"({"error":{"code":"content_filter","innererror":{}}})"))});

    EXPECT_EQ(on_loop(loops, support::ask(azure, {.model = "x"})).failure->code, core::errc::content_filtered);
}

TEST_F(openai_dialect, of_ollama_lists_what_was_pulled_and_says_how_to_get_the_rest) {
    upstream.answer({send(whole_reply(200, R"({"models":[{"name":"qwen3:8b"},
        {"name":"nomic","details":{"family":"nomic-bert"}},{"name":5}]})"))});
    auto const models = on_loop(loops, ollama.models());
    ASSERT_TRUE(models);
    ASSERT_EQ(models->size(), 1u);
    EXPECT_EQ(models->at(0).id, "ollama/qwen3:8b");
    EXPECT_TRUE(upstream.requests()[0].head.starts_with("GET /api/tags "));

    fake_provider other;
    other.answer({send(whole_reply(404, R"({"error":{"message":"model 'llama9' not found"}})"))});
    llm::openai_provider bare(client, time, llm::ollama_at(other.url()));
    auto const heard = on_loop(loops, support::ask(bare, {.model = "llama9"}));
    EXPECT_EQ(heard.failure->code, core::errc::not_found);
    EXPECT_EQ(heard.failure->message, "ollama has no model \"llama9\". Get it with `ollama pull`.");
}

}  // namespace
