#include "support/fake_provider.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_application.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

// The router as those who use the server meet it. What each fault does is in llm/fault_table_test.cpp.

namespace {

using namespace support;

std::string const half = "The first half of a long answer, and ";
std::string const rest = "the second half of it.";

class routing : public testing::Test {
protected:
    void start(std::string const& rules = {}, test_application::settings_change change = {}) {
        auto const file = folder_.path() / "routing.toml";
        std::ofstream(file) << "[[providers]]\nname = \"second\"\nbase_url = \"" << secondary.url()
                            << "/v1\"\napi_key = \"sk-of-second\"\n"
                            << rules;
        server.emplace([&](core::settings& settings) {
            settings.models.provider = "openai";
            settings.models.openai_base_url = primary.url() + "/v1";
            settings.models.openai_api_key = "sk-first-key, sk-other-key";
            settings.models.default_model = "m";
            settings.models.routing_file = file;
            settings.models.timeout = std::chrono::milliseconds(500);
            settings.chat.titles_enabled = false;
            if (change) change(settings);
        });
    }
    api_client const& client() { return server->client(); }

    fake_provider primary, secondary;
    std::optional<test_application> server;

private:
    temporary_folder folder_;
};

script whole(std::string const& words) {
    return {send(stream_head() + text_event(words) + finish_event() + usage_event(9, 2) + done_event())};
}
script down() { return {send(whole_reply(503, "{}"))}; }
script cut() { return {send(stream_head() + text_event(half)), close()}; }

TEST_F(routing, asks_the_models_that_the_request_names_and_says_who_answered) {
    start();
    primary.answer(down());
    secondary.answer(whole("Hello"));

    auto const reply = client().post("/api/v1/chat", R"({"message":"hi","models":["openai/m","second/n"]})");

    ASSERT_EQ(reply.status, 200) << reply.text;
    EXPECT_EQ(reply.string("content"), "Hello");
    EXPECT_EQ(reply.string("provider"), "second");
    EXPECT_EQ(reply.string("model"), "n");
    EXPECT_EQ(reply.string("level"), "degraded");
    EXPECT_EQ(reply.body.at("tokens_used").at("total"), 11) << "what failed is not billed as an answer";
    auto const usage = client().get("/api/v1/usage?by=model").body;
    EXPECT_EQ(usage.at("rows").as_array().size(), 2u) << "the attempts that failed are events of their own";
    EXPECT_EQ(primary.requests().size(), 2u) << "once with each key";
}

TEST_F(routing, shows_readers_a_retry_and_a_continuation_as_they_happen) {
    start("[[fallbacks]]\nuse = [\"second/n\"]\n");
    primary.answer(down());
    primary.answer(cut());
    secondary.answer(whole(rest));

    auto stream = client().ask(question("hi"));
    auto const events = stream.rest();

    EXPECT_EQ(what_is_wrong_with(events), "");
    EXPECT_EQ(shown_text(events), half + rest);
    std::vector<std::string> names;
    for (auto const& each : events)
        if (names.empty() || names.back() != each.name) names.push_back(each.name);
    EXPECT_EQ(names, (std::vector<std::string>{"start", "status", "token", "continued", "token", "usage", "complete"}));
    auto const told = std::ranges::find(events, "continued", &stream_event::name)->json();
    EXPECT_EQ(told.at("model"), "n");
    EXPECT_EQ(events.back().json().at("model"), "n");
    auto const stored = client().get("/api/v1/messages/" + stream.field("x-message-id"));
    EXPECT_EQ(stored.string("content"), half + rest);
    EXPECT_EQ(stored.string("provider"), "second");
}

TEST_F(routing, understands_aliases_and_rules_of_the_operators_file) {
    start("[[aliases]]\nname = \"fast\"\nmodels = [\"second/tiny\", \"openai/m\"]\n"
          "[[rules]]\nprompt_tokens_min = 100\nuse = [\"second/long\"]\n");
    primary.answer(whole("first"));
    secondary.answer(whole("second"));

    EXPECT_EQ(client().post("/api/v1/chat", question("hi", "fast")).string("model"), "tiny");
    EXPECT_EQ(client().post("/api/v1/chat", question("hi")).string("content"), "first");
    EXPECT_EQ(client().post("/api/v1/chat", question(std::string(2000, 'x'))).string("model"), "long");
    EXPECT_EQ(client().get("/api/v1/models").body.at("aliases").as_array().at(0), "fast");
}

TEST_F(routing, shows_its_state_and_no_key) {
    start("[[fallbacks]]\nuse = [\"second/n\"]\n");
    primary.answer(down());
    secondary.answer(whole("Hello"));
    for (int i = 0; i < 5; ++i) EXPECT_EQ(client().post("/api/v1/chat", question("hi")).status, 200);

    auto const providers = client().get("/api/v1/providers");
    auto const& first = providers.body.at("providers").at(0);
    EXPECT_EQ(providers.string("level"), "degraded");
    EXPECT_EQ(first.at("name"), "openai");
    EXPECT_EQ(first.at("status"), "unreachable");
    ASSERT_EQ(first.at("endpoints").as_array().size(), 2u);
    EXPECT_EQ(first.at("endpoints").at(0).at("breaker"), "open");
    EXPECT_EQ(first.at("endpoints").at(1).at("name"), "openai#2");
    EXPECT_EQ(providers.text.find("sk-"), std::string::npos);
    EXPECT_EQ(client().get("/health").string("level"), "degraded");
    auto const metrics = client().get("/metrics").text;
    EXPECT_NE(metrics.find("llm_breaker_state{endpoint=\"openai\"} 2"), std::string::npos);
    EXPECT_NE(metrics.find("llm_model_availability{model=\"m\",provider=\"openai\"} 0"), std::string::npos);
    EXPECT_NE(metrics.find("llm_model_availability{model=\"n\",provider=\"second\"} 1"), std::string::npos);
    EXPECT_NE(metrics.find("llm_retry_total{"), std::string::npos);
}

TEST_F(routing, says_what_the_operator_wants_said_while_no_model_is_to_be_asked) {
    start({}, [](core::settings& settings) {
        settings.models.service_level = core::service_setting::offline;
        settings.models.offline_message = "Back at noon.";
    });

    auto const reply = client().post("/api/v1/chat", question("hi"));

    EXPECT_EQ(reply.status, 503) << reply.text;
    EXPECT_EQ(reply.body.at("error").at("message"), "Back at noon.");
    EXPECT_TRUE(reply.fields.contains("retry-after"));
    EXPECT_EQ(client().get("/health").string("level"), "offline");
    EXPECT_TRUE(primary.requests().empty());
}

TEST_F(routing, does_not_start_with_a_file_that_it_does_not_understand) {
    try {
        start("[[rules]]\nuze = [\"a\"]\n");
        FAIL() << "it started";
    } catch (std::exception const& e) {
        EXPECT_NE(std::string(e.what()).find("/rules/0/"), std::string::npos) << e.what();
    }
}

}  // namespace
