#include "llm/reranking.hpp"

#include "llm/anthropic/config.hpp"
#include "llm/anthropic/provider.hpp"
#include "llm/demo/provider.hpp"
#include "llm/openai/provider.hpp"
#include "llm/rerank/jina.hpp"
#include "llm/rerank/service.hpp"
#include "llm/rerank/tei.hpp"
#include "llm/token_estimate.hpp"
#include "support/fake_provider.hpp"
#include "support/manual_clock.hpp"
#include "support/on_loop.hpp"
#include "unit/llm/scripted_provider.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace {

using namespace support;
using places = std::vector<llm::ranking::place>;

// A router over the real protocols, whose server is the scripted one, with a service at RERANK_URL or without.
class reranking : public testing::Test {
protected:
    enum class service { none, jina, tei };

    reranking() { loops.start(); }

    llm::rerank_router& over(std::string default_provider, service with, llm::reranking_config config = {}) {
        std::vector<std::unique_ptr<llm::provider>> all;
        auto rack = llm::openai_at(upstream.url() + "/v1", "sk-secret");
        rack.server.name = "rack";
        all.push_back(std::make_unique<llm::openai_provider>(client, time, std::move(rack)));
        all.push_back(std::make_unique<llm::openai_provider>(client, time, llm::ollama_at(upstream.url())));
        all.push_back(std::make_unique<llm::anthropic_provider>(client, time,
                                                                llm::anthropic_at(upstream.url(), "sk-ant")));
        all.push_back(std::make_unique<llm::demo_provider>());
        llm::router_config chat_config{.default_provider = std::move(default_provider), .default_model = "m"};
        if (with != service::none) {
            auto const speaks = with == service::tei ? llm::rerank_protocol::tei : llm::rerank_protocol::jina;
            all.push_back(std::make_unique<llm::rerank_service>(
                client, time, llm::rerank_at(upstream.url() + "/v2/rerank/", "rk-secret", speaks)));
            config.service = "rerank";
            if (config.usual_model.empty()) config.usual_model = "rerank/default";
            chat_config.endpoints.resize(all.size());
            chat_config.endpoints.back().answers = false;
        }
        chat.emplace(std::move(all), meter, known, std::move(chat_config));
        router.emplace(*chat, std::move(config), [] { return 0.0; });
        return *router;
    }

    core::result<llm::reranked> rank(std::string model, std::vector<std::string> documents,
                                     std::optional<std::size_t> top = {}) {
        if (!router) over("demo", service::none);
        llm::rerank_request request{.model = std::move(model), .query = "q", .documents = std::move(documents)};
        request.top = top;
        return on_loop(loops,
                       router->rerank({.request = std::move(request), .who = {.user_id = "u1"}, .charges = charges}));
    }

    fake_provider upstream;
    manual_clock time;
    net::loops loops{1};
    net::http_client client{loops};
    recording_meter meter;
    llm::known_models known;
    std::vector<llm::charge> charges;
    std::optional<llm::router> chat;
    std::optional<llm::rerank_router> router;
};

TEST_F(reranking, asks_the_service_and_puts_what_it_says_in_order) {
    over("demo", service::jina, {.usual_model = "rerank/bge-reranker"});
    upstream.answer({send(whole_reply(200, R"({"id":"x","results":[
        {"index":0,"relevance_score":-3.5,"document":{"text":"a"}},{"index":2,"relevance_score":0.25},
        {"index":1,"relevance_score":0.25}],"usage":{"total_tokens":21}})"))});

    auto const got = rank("", {"a", "b", "c"}, 2);

    ASSERT_TRUE(got) << got.error().message;
    EXPECT_EQ(got->made.places, (places{{1, 0.25}, {2, 0.25}}));
    EXPECT_EQ(got->made.tokens.prompt_tokens, 21);
    EXPECT_EQ(got->answered.provider + " " + got->answered.model, "rerank bge-reranker");
    auto const sent = upstream.requests();
    ASSERT_EQ(sent.size(), 1u);
    EXPECT_TRUE(sent[0].head.starts_with("POST /v2/rerank HTTP/1.1\r\n")) << sent[0].head;
    EXPECT_TRUE(sent[0].head.contains("Authorization: Bearer rk-secret\r\n"));
    EXPECT_EQ(boost::json::parse(sent[0].body),
              boost::json::parse(R"({"model":"bge-reranker","query":"q","documents":["a","b","c"],"top_n":2})"));
}

TEST_F(reranking, asks_text_embeddings_inference_in_batches_that_it_takes) {
    over("demo", service::tei);
    std::string first = R"([{"index":0,"score":0.5})";
    for (int i = 1; i < 32; ++i) first += R"(,{"index":)" + std::to_string(i) + R"(,"score":0})";
    upstream.answer({send(whole_reply(200, first + "]"))});
    upstream.answer({send(whole_reply(200, R"([{"index":0,"score":0.75}])"))});

    auto const got = rank("", std::vector<std::string>(33, "a"), 2);

    ASSERT_TRUE(got) << got.error().message;
    EXPECT_EQ(got->made.places, (places{{32, 0.75}, {0, 0.5}}));
    ASSERT_EQ(upstream.requests().size(), 2u);
    EXPECT_EQ(boost::json::parse(upstream.requests()[1].body),
              boost::json::parse(R"({"query":"q","texts":["a"],"truncate":true})"));
}

TEST_F(reranking, asks_a_server_of_ones_own_that_has_a_reranker) {
    upstream.answer({send(whole_reply(200, R"({"results":[{"index":0,"relevance_score":1}]})"))});

    auto const got = rank("rack/bge", {"a"});

    ASSERT_TRUE(got) << got.error().message;
    EXPECT_TRUE(upstream.requests().at(0).head.starts_with("POST /v1/rerank ")) << upstream.requests()[0].head;
    EXPECT_EQ(boost::json::parse(upstream.requests()[0].body),
              boost::json::parse(R"({"model":"bge","query":"q","documents":["a"]})"));
}

TEST_F(reranking, finds_who_reranks_by_the_name) {
    auto const names = [&](std::string_view wanted) {
        auto const by = router->resolve(wanted);
        return by.provider + " " + by.model;
    };
    over("anthropic", service::none);
    EXPECT_EQ(names(""), "anthropic ");
    EXPECT_EQ(names("rack/x"), "rack x");
    EXPECT_EQ(names("demo"), "demo demo");
    over("demo", service::none);
    EXPECT_EQ(names(""), "demo demo");
    over("anthropic", service::none, {.usual_model = "rack/bge"});
    EXPECT_EQ(names(""), "rack bge");
    over("anthropic", service::jina);
    EXPECT_EQ(names(""), "rerank default");
    EXPECT_EQ(names("BAAI/bge-reranker"), "rerank BAAI/bge-reranker") << "a name that nobody owns is the service's";
    EXPECT_EQ(names("rerank/x"), "rerank x");
    EXPECT_EQ(names("rack/x"), "rack x");
    EXPECT_EQ(names("demo"), "demo demo");
}

TEST(rerank_reply, that_cannot_be_what_was_asked_for_is_a_failure_and_never_an_order) {
    char const* const lists[] = {R"([])",
                                 R"([{"index":0,"S":1}])",
                                 R"([{"index":0,"S":1},{"index":0,"S":1}])",
                                 R"([{"index":0,"S":1},{"index":2,"S":1}])",
                                 R"([{"index":0,"S":1},{"index":-1,"S":1}])",
                                 R"([{"index":0,"S":1},{"index":1.0,"S":1}])",
                                 R"([{"index":0,"S":1},{"S":1}])",
                                 R"([{"index":0,"S":1},{"index":1}])",
                                 R"([{"index":0,"S":1},{"index":1,"S":"1"}])",
                                 R"([{"index":0,"S":1},{"index":1,"S":NaN}])",
                                 R"([{"index":0,"S":1},{"index":1,"S":1e999}])",
                                 R"([{"index":0,"S":1},7])",
                                 R"({"error":"x"})",
                                 "no JSON"};
    for (std::string const list : lists) {
        SCOPED_TRACE(list);
        auto const named = [&](std::string_view score) {
            auto out = list;
            for (auto at = out.find("\"S\""); at != out.npos; at = out.find("\"S\"")) out.replace(at + 1, 1, score);
            return out;
        };

        auto const jina =
            llm::read_jina_ranking(R"({"results":)" + named("relevance_score") + "}", 2, 2, {.name = "acme"});
        auto const tei = llm::read_tei_ranking(named("score"), 2, {.name = "acme"});

        ASSERT_FALSE(jina || tei);
        for (auto const& why : {jina.error(), tei.error()}) {
            EXPECT_EQ(why.code, core::errc::upstream_failed);
            EXPECT_EQ(why.message, "acme sent something that can't be read.");
            EXPECT_TRUE(why.retryable);
        }
    }
}

TEST(rerank_reply, is_read_in_each_servers_way_of_counting) {
    auto const counted = [](std::string const& more) {
        auto const got = llm::read_jina_ranking(R"({"results":[{"index":0,"relevance_score":1}])" + more + "}", 1, 1,
                                                {.name = "acme"});
        return got ? got->tokens.prompt_tokens : -1;
    };
    EXPECT_EQ(counted(R"(,"usage":{"prompt_tokens":7,"total_tokens":7})"), 7);
    EXPECT_EQ(counted(R"(,"usage":{"total_tokens":8})"), 8);
    EXPECT_EQ(counted(R"(,"meta":{"billed_units":{"search_units":1},"tokens":{"input_tokens":9}})"), 9);
    EXPECT_EQ(counted(R"(,"usage":{"prompt_tokens":0,"total_tokens":0})"), 0);
    EXPECT_EQ(counted(R"(,"usage":"many")"), 0);
    EXPECT_EQ(counted(""), 0);
}

TEST_F(reranking, is_metered_with_the_query_once_for_each_document) {
    over("demo", service::tei);
    upstream.answer({send(whole_reply(200, R"([{"index":0,"score":0},{"index":1,"score":1}])"))});

    ASSERT_TRUE(rank("", {"two words", "two words"}));

    ASSERT_EQ(meter.reserved.size(), 1u);
    EXPECT_EQ(meter.reserved[0].who.user_id, "u1");
    EXPECT_EQ(meter.reserved[0].purpose, "rerank");
    EXPECT_EQ(meter.reserved[0].provider + "/" + meter.reserved[0].model, "rerank/default");
    EXPECT_EQ(meter.reserved[0].prompt_tokens,
              2 * (llm::approximate_tokens("q") + llm::approximate_tokens("two words")));
    EXPECT_EQ(meter.reserved[0].completion_tokens_max, 0);
    ASSERT_EQ(charges.size(), 1u);
    EXPECT_EQ(charges[0].how, llm::attempt_outcome::answered);
}

TEST_F(reranking, is_not_asked_for_where_nothing_is_left_to_spend) {
    over("demo", service::jina);
    meter.refusal = core::error{core::errc::budget_exceeded, "used up"};

    EXPECT_EQ(rank("", {"a"}).error().code, core::errc::budget_exceeded);

    EXPECT_TRUE(upstream.requests().empty());
}

TEST_F(reranking, is_tried_again_after_a_failure_that_may_pass_and_only_then) {
    over("demo", service::jina);
    upstream.answer({send(whole_reply(503, "{}"))});
    upstream.answer({send(whole_reply(200, R"({"results":[{"index":0,"relevance_score":1}]})"))});
    upstream.answer({send(whole_reply(401, R"({"detail":"rk-secret is wrong"})"))});

    EXPECT_TRUE(rank("", {"a"}));
    auto const refused = rank("", {"a"});

    EXPECT_EQ(refused.error().code, core::errc::unauthorized);
    EXPECT_EQ(refused.error().message, "rerank refuses the key: check RERANK_API_KEY.");
    EXPECT_EQ(upstream.requests().size(), 3u);
    ASSERT_EQ(charges.size(), 3u);
    EXPECT_EQ(charges[0].how, llm::attempt_outcome::failed);
}

TEST_F(reranking, leaves_a_service_alone_that_failed_five_times_and_says_so_at_once) {
    over("demo", service::jina);
    upstream.answer({send(whole_reply(500, "{}"))});
    rank("", {"a"});
    rank("", {"a"});

    auto const resting = rank("", {"a"});

    EXPECT_EQ(resting.error().code, core::errc::unavailable);
    EXPECT_GE(resting.error().retry_after_s.value_or(0), 1);
    EXPECT_EQ(upstream.requests().size(), 5u);
    EXPECT_EQ(charges.size(), 5u) << "what was not asked costs nothing";
    EXPECT_EQ(chat->endpoints().back().breaker, llm::breaker_state::open);
}

TEST_F(reranking, of_a_provider_that_has_none_is_refused_plainly) {
    for (auto const* model : {"anthropic/claude-sonnet-4-5", "ollama/bge"}) {
        auto const named = rank(model, {"a"});
        EXPECT_EQ(named.error().code, core::errc::invalid_input);
        EXPECT_TRUE(named.error().message.contains(" does not rerank.")) << named.error().message;
    }
    over("anthropic", service::none);
    EXPECT_TRUE(rank("", {"a"}).error().message.contains("RERANK_URL"));
    EXPECT_TRUE(upstream.requests().empty());
}

TEST_F(reranking, of_nothing_of_empty_text_or_of_too_much_is_refused) {
    over("demo", service::none, {.documents_max = 2});
    for (auto const& documents : {std::vector<std::string>(), {"a", ""}, {"a", "b", "c"}})
        EXPECT_EQ(rank("", documents).error().details.at(0).field, "/documents");
    EXPECT_EQ(on_loop(loops, router->rerank({.request = {.documents = {"a"}}, .who = {}, .charges = charges}))
                  .error()
                  .details.at(0)
                  .field,
              "/query");
    EXPECT_TRUE(charges.empty());
}

TEST_F(reranking, of_a_service_is_no_way_to_an_answer) {
    over("demo", service::jina);
    std::vector<llm::charge> none;

    auto const asked = on_loop(loops, chat->open({.request = {.model = "rerank/x"}, .who = {}, .charges = none}));

    ASSERT_FALSE(asked);
    EXPECT_EQ(asked.error().code, core::errc::invalid_input);
    EXPECT_TRUE(upstream.requests().empty());
}

TEST_F(reranking, by_the_demo_goes_by_shared_words_and_is_the_same_each_time) {
    over("demo", service::none);
    auto const ask = [&](std::optional<std::size_t> top) {
        llm::rerank_request request{
            .query = "How do I bake BREAD?",
            .documents = {"Quarterly tax law", "Do bake bread at home, it is easy", "Bread", "Bread!", "?!"}};
        request.top = top;
        return on_loop(loops, router->rerank({.request = std::move(request), .who = {}, .charges = charges}));
    };

    auto const all = ask({});

    ASSERT_TRUE(all) << all.error().message;
    std::vector<std::size_t> order;
    for (auto const& each : all->made.places) order.push_back(each.document);
    EXPECT_EQ(order, (std::vector<std::size_t>{1, 2, 3, 0, 4}));
    EXPECT_EQ(all->made.places.back().score, 0);
    EXPECT_LE(all->made.places.front().score, 1);
    auto const best = ask(1);
    EXPECT_EQ(best->made.places, places{all->made.places.front()});
    EXPECT_EQ(rank("demo:error=rate_limit", {"a"}).error().code, core::errc::rate_limited);
}

}  // namespace
