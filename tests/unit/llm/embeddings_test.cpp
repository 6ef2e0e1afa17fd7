#include "llm/embeddings.hpp"

#include "llm/anthropic/config.hpp"
#include "llm/anthropic/provider.hpp"
#include "llm/demo/provider.hpp"
#include "llm/gemini/provider.hpp"
#include "llm/openai/embeddings.hpp"
#include "llm/openai/provider.hpp"
#include "support/fake_provider.hpp"
#include "support/manual_clock.hpp"
#include "support/on_loop.hpp"
#include "unit/llm/scripted_provider.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <cmath>

namespace {

using namespace support;

// A router over the real protocols, whose server is the scripted one, and the demo.
class embeddings : public testing::Test {
protected:
    embeddings() { loops.start(); }

    llm::embedding_router& over(std::string default_provider, std::string usual_model = {}) {
        std::vector<std::unique_ptr<llm::provider>> all;
        all.push_back(std::make_unique<llm::openai_provider>(client, time,
                                                             llm::openai_at(upstream.url(), "sk-secret")));
        llm::azure_address const azure{upstream.url(), "2024-10-21", "chat"};
        all.push_back(std::make_unique<llm::openai_provider>(client, time, llm::azure_at(azure, "az-secret")));
        all.push_back(std::make_unique<llm::openai_provider>(client, time, llm::ollama_at(upstream.url())));
        all.push_back(std::make_unique<llm::anthropic_provider>(client, time,
                                                                llm::anthropic_at(upstream.url(), "sk-ant")));
        all.push_back(std::make_unique<llm::gemini_provider>(client, time, llm::gemini_at(upstream.url(), "AIza")));
        all.push_back(std::make_unique<llm::demo_provider>());
        llm::router_config config{.default_provider = std::move(default_provider), .default_model = "m"};
        chat.emplace(std::move(all), meter, known, std::move(config));
        router.emplace(*chat, std::move(usual_model), [] { return 0.0; });
        return *router;
    }

    core::result<llm::embedded> embed(std::string model, std::vector<std::string> texts) {
        if (!router) over("demo");
        return on_loop(loops, router->embed({.request = {.model = std::move(model), .texts = std::move(texts)},
                                             .who = {.user_id = "u1"},
                                             .charges = charges}));
    }

    // The path and the body of the only request.
    std::pair<std::string, boost::json::value> sent() const {
        auto const all = upstream.requests();
        EXPECT_EQ(all.size(), 1u);
        auto const& head = all.at(0).head;
        return {head.substr(0, head.find(" HTTP/")), boost::json::parse(all.at(0).body)};
    }

    fake_provider upstream;
    manual_clock time;
    net::loops loops{1};
    net::http_client client{loops};
    recording_meter meter;
    llm::known_models known;
    std::vector<llm::charge> charges;
    std::optional<llm::router> chat;
    std::optional<llm::embedding_router> router;
};

float dot(std::vector<float> const& a, std::vector<float> const& b) {
    float out = 0;
    for (std::size_t i = 0; i < a.size(); ++i) out += a[i] * b[i];
    return out;
}

TEST_F(embeddings, come_in_the_order_of_the_texts_whatever_the_order_of_the_reply) {
    upstream.answer({send(whole_reply(200, R"({"object":"list","data":[{"index":1,"embedding":[3,4.5]},
        {"index":0,"embedding":[1,-2e-3],"x":1}],"usage":{"prompt_tokens":7,"total_tokens":7}})"))});

    auto const got = embed("openai/text-embedding-3-small", {"first", "second"});

    ASSERT_TRUE(got) << got.error().message;
    EXPECT_EQ(got->made.vectors, (std::vector<std::vector<float>>{{1, -0.002F}, {3, 4.5F}}));
    EXPECT_EQ(got->made.tokens.prompt_tokens, 7);
    EXPECT_EQ(got->answered.model, "text-embedding-3-small");
    auto const [path, body] = sent();
    EXPECT_EQ(path, "POST /embeddings");
    EXPECT_EQ(body, boost::json::parse(R"({"model":"text-embedding-3-small","input":["first","second"],
        "encoding_format":"float"})"));
}

TEST_F(embeddings, are_asked_for_where_each_server_has_them) {
    struct server {
        char const* model;
        char const* path;
        char const* key;
        char const* reply;
    };
    constexpr char const* openai_reply = R"({"data":[{"embedding":[1]}]})";
    server const servers[] = {
        {"azure/my-deployment", "POST /openai/deployments/my-deployment/embeddings?api-version=2024-10-21",
         "api-key: az-secret", openai_reply},
        {"ollama/nomic-embed-text", "POST /v1/embeddings", "", openai_reply},
        {"gemini/gemini-embedding-001", "POST /v1beta/models/gemini-embedding-001:batchEmbedContents",
         "x-goog-api-key: AIza", R"({"embeddings":[{"values":[1]}]})"}};
    for (auto const& each : servers) upstream.answer({send(whole_reply(200, each.reply))});
    std::size_t asked = 0;
    for (auto const& each : servers) {
        SCOPED_TRACE(each.model);

        auto const got = embed(each.model, {"text"});

        ASSERT_TRUE(got) << got.error().message;
        auto const requests = upstream.requests();
        ASSERT_EQ(requests.size(), ++asked);
        EXPECT_TRUE(requests.back().head.starts_with(each.path)) << requests.back().head;
        EXPECT_TRUE(requests.back().head.contains(each.key));
    }
}

TEST_F(embeddings, of_gemini_come_in_batches_that_it_takes) {
    std::string hundred = R"({"embeddings":[{"values":[1,0]})";
    for (int i = 1; i < 100; ++i) hundred += R"(,{"values":[1,0]})";
    upstream.answer({send(whole_reply(200, hundred + R"(],"usageMetadata":{"promptTokenCount":100}})"))});
    upstream.answer({send(whole_reply(200, R"({"embeddings":[{"values":[0,1]}]})"))});

    auto const got = embed("gemini/gemini-embedding-001", std::vector<std::string>(101, "a"));

    ASSERT_TRUE(got) << got.error().message;
    EXPECT_EQ(got->made.vectors.size(), 101u);
    EXPECT_EQ(got->made.vectors.back(), (std::vector<float>{0, 1}));
    ASSERT_EQ(upstream.requests().size(), 2u);
    EXPECT_EQ(boost::json::parse(upstream.requests()[1].body),
              boost::json::parse(R"({"requests":[{"model":"models/gemini-embedding-001",
                                 "content":{"parts":[{"text":"a"}]}}]})"));
}

TEST(embedding_reply, that_cannot_be_what_was_asked_for_is_a_failure_and_never_vectors) {
    char const* const replies[] = {R"({"data":[]})",
                                   R"({"data":[{"embedding":[1]}]})",
                                   R"({"data":[{"embedding":[1]},{"embedding":[1,2]}]})",
                                   R"({"data":[{"embedding":[1]},{"embedding":[]}]})",
                                   R"({"data":[{"embedding":[1]},{"embedding":["1"]}]})",
                                   R"({"data":[{"embedding":[1]},{"embedding":[1e39]}]})",
                                   R"({"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}]})",
                                   R"({"data":[{"index":0,"embedding":[1]},{"index":2,"embedding":[1]}]})",
                                   R"({"data":[7,{"embedding":"AACAPw=="}]})",
                                   "[]",
                                   "no JSON"};
    for (auto const* const reply : replies) {
        SCOPED_TRACE(reply);

        auto const got = llm::read_openai_embeddings(reply, 2, {.name = "acme"});

        ASSERT_FALSE(got);
        EXPECT_EQ(got.error().code, core::errc::upstream_failed);
        EXPECT_TRUE(got.error().retryable);
    }
}

TEST_F(embeddings, are_metered_with_the_caller_and_counted_by_us_where_the_provider_does_not) {
    upstream.answer({send(whole_reply(200, R"({"data":[{"embedding":[1]}]})"))});

    ASSERT_TRUE(embed("openai/text-embedding-3-small", {"two words"}));

    ASSERT_EQ(meter.reserved.size(), 1u);
    EXPECT_EQ(meter.reserved[0].who.user_id, "u1");
    EXPECT_EQ(meter.reserved[0].purpose, "embedding");
    EXPECT_EQ(meter.reserved[0].prompt_tokens, 2);
    EXPECT_EQ(meter.reserved[0].completion_tokens_max, 0);
    ASSERT_EQ(charges.size(), 1u);
    EXPECT_EQ(charges[0].how, llm::attempt_outcome::answered);
    EXPECT_EQ(charges[0].model, "text-embedding-3-small");
}

TEST_F(embeddings, are_tried_again_after_a_failure_that_may_pass_and_only_then) {
    upstream.answer({send(whole_reply(503, "{}"))});
    upstream.answer({send(whole_reply(200, R"({"data":[{"embedding":[1]}]})"))});
    upstream.answer({send(whole_reply(401, R"({"error":{"message":"sk-secret is wrong"}})"))});

    EXPECT_TRUE(embed("openai/e", {"a"}));
    auto const refused = embed("openai/e", {"a"});

    EXPECT_EQ(refused.error().code, core::errc::unauthorized);
    EXPECT_EQ(refused.error().message, "openai refuses the key: check OPENAI_API_KEY.");
    EXPECT_EQ(upstream.requests().size(), 3u);
    ASSERT_EQ(charges.size(), 3u);
    EXPECT_EQ(charges[0].how, llm::attempt_outcome::failed);
    EXPECT_EQ(charges[2].how, llm::attempt_outcome::failed);
}

TEST_F(embeddings, are_not_asked_for_where_nothing_is_left_to_spend) {
    meter.refusal = core::error{core::errc::budget_exceeded, "used up"};

    EXPECT_EQ(embed("openai/e", {"a"}).error().code, core::errc::budget_exceeded);

    EXPECT_TRUE(upstream.requests().empty());
}

TEST_F(embeddings, of_a_provider_without_any_are_refused_plainly) {
    auto const named = embed("anthropic/claude-sonnet-4-5", {"a"});
    over("anthropic");
    auto const usual = embed("", {"a"});

    EXPECT_EQ(named.error().code, core::errc::invalid_input);
    EXPECT_TRUE(named.error().message.starts_with("anthropic has no embeddings.")) << named.error().message;
    EXPECT_EQ(usual.error().code, core::errc::invalid_input);
    EXPECT_TRUE(usual.error().message.contains("EMBEDDING_MODEL"));
    EXPECT_TRUE(upstream.requests().empty());
}

TEST_F(embeddings, use_the_model_of_the_setting_or_else_of_the_default_provider) {
    EXPECT_EQ(over("gemini").resolve("").model, "gemini-embedding-001");
    EXPECT_EQ(over("ollama").resolve("").model, "nomic-embed-text");
    EXPECT_EQ(over("anthropic", "demo/demo").resolve("").provider, "demo");
    EXPECT_EQ(over("gemini", "demo/demo").resolve("openai/x").model, "x");
}

TEST_F(embeddings, of_nothing_of_empty_text_or_of_too_much_are_refused) {
    EXPECT_EQ(embed("demo", {}).error().code, core::errc::invalid_input);
    EXPECT_EQ(embed("demo", {"a", ""}).error().code, core::errc::invalid_input);
    EXPECT_EQ(embed("demo", std::vector<std::string>(2049, "a")).error().code, core::errc::invalid_input);
}

TEST_F(embeddings, of_the_demo_are_the_same_each_time_and_nearer_where_words_are_shared) {
    auto const made = embed("demo", {"How do I bake bread?", "I bake bread at home", "Quarterly tax law", "?!"});
    auto const again = embed("demo", {"How do I bake bread?"});

    ASSERT_TRUE(made && again);
    auto const& v = made->made.vectors;
    EXPECT_EQ(v[0], again->made.vectors[0]);
    EXPECT_EQ(v[0].size(), 256u);
    EXPECT_GT(dot(v[0], v[1]), 0.3F);
    EXPECT_LT(dot(v[0], v[2]), 0.2F);
    for (auto const& each : v) EXPECT_NEAR(dot(each, each), 1.0F, 1e-4F);
}

}  // namespace
