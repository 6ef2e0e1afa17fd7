#include "store/repositories/cost_events.hpp"
#include "store/sqlite/connection.hpp"
#include "support/fake_provider.hpp"
#include "support/test_application.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <thread>

// Limits and money, as callers meet them. What needs no server is shown by the units: R-04 and R-12 by gcra_test, R-13
// by limiter_test and ledger_test, R-14 by retry_after_test and attempt_plan_test, R-16 by breaker_test and
// fault_table_test, R-18 by period_test and account_book_test.

namespace {

namespace json = boost::json;
using support::question;

constexpr auto ten_cents = "demo:tokens=100";   // where a token costs a tenth of a cent

// A server whose models cost a tenth of a cent for each token of an answer, and nothing for the prompt.
class R : public testing::Test {
protected:
    void start(support::test_application::settings_change change = {}) {
        auto const file = folder_.path() / "models.json";
        std::ofstream(file) << R"({"models": [{"id": "demo/demo", "input": 0, "output": 1000},
                                              {"id": "openai/m", "input": 0, "output": 1000}]})";
        server.emplace([&](core::settings& settings) {
            settings.models.models_file = file;
            settings.models.max_tokens = 100;
            settings.chat.titles_enabled = false;
            if (change) change(settings);
        });
    }

    void start_before(support::fake_provider const& upstream, int retries = 0) {
        start([&](core::settings& settings) {
            settings.models.provider = "openai";
            settings.models.openai_base_url = upstream.url() + "/v1";
            settings.models.default_model = "m";
            settings.models.retries = retries;
        });
    }

    std::string give(std::string_view subject, std::string_view id, std::string_view unit, std::int64_t amount) {
        json::object const what{
            {"subject_kind", subject}, {"subject_id", id}, {"unit", unit}, {"period", "month"}, {"amount", amount}};
        auto const made = server->client().post("/api/v1/admin/budgets", json::serialize(what));
        EXPECT_EQ(made.status, 201) << made.text;
        return made.string("id");
    }
    std::string give_organisation(std::string_view unit, std::int64_t amount) {
        return give("organisation", "00000000-0000-7000-8000-000000000001", unit, amount);
    }

    json::object budget(std::string const& id) const {
        auto const all = server->client().get("/api/v1/admin/budgets").body;
        for (auto const& each : all.at("budgets").as_array())
            if (each.at("id").as_string() == id) return each.as_object();
        return {};
    }

    // What the reports sum up.
    json::object summed(std::string const& by = "purpose") const {
        auto const reply = server->client().get("/api/v1/usage?by=" + by).body;
        auto const& rows = reply.at("rows").as_array();
        return rows.empty() ? json::object() : rows.at(0).as_object();
    }

    std::optional<support::test_application> server;

private:
    support::temporary_folder folder_;
};

TEST_F(R, R_02_fifty_at_once_spend_no_more_than_a_dollar) {
    start();
    auto const id = give_organisation("nano_usd", 1'000'000'000);
    std::atomic<int> answered = 0, refused = 0;
    {
        std::vector<std::jthread> all;
        for (int i = 0; i < 50; ++i)
            all.emplace_back([&] {
                auto const reply = server->client().post("/api/v1/chat", question("hello", ten_cents));
                if (reply.status == 200) ++answered;
                else if (reply.error_code() == "BUDGET_EXCEEDED" && reply.fields.contains("retry-after")) ++refused;
                else ADD_FAILURE() << reply.status << reply.text;
            });
    }

    EXPECT_EQ(answered, 10);
    EXPECT_EQ(refused, 40);
    EXPECT_EQ(budget(id).at("used").as_int64(), 1'000'000'000);
    EXPECT_EQ(budget(id).at("remaining").as_int64(), 0);
    EXPECT_NEAR(summed().at("total_cost_usd").to_number<double>(), 1.0, 1e-9);
}

TEST_F(R, R_02_a_budget_that_is_used_up_refuses_before_anything_is_stored) {
    start();
    give_organisation("nano_usd", 100'000'000);
    auto const first = server->client().post("/api/v1/chat", question("hello", ten_cents));
    ASSERT_EQ(first.status, 200) << first.text;

    auto const second =
        server->client().post("/api/v1/chat", question("again", ten_cents, first.string("conversation_id")));

    EXPECT_EQ(second.error_code(), "BUDGET_EXCEEDED");
    EXPECT_EQ(second.fields.at("retry-after"),
              std::to_string(second.body.at("error").at("details").at("retry_after").as_int64()));
    EXPECT_NEAR(second.body.at("error").at("details").at("limit").to_number<double>(), 0.1, 1e-9);
    auto const messages =
        server->client().get("/api/v1/conversations/" + first.string("conversation_id") + "/messages");
    EXPECT_EQ(messages.body.at("total").as_int64(), 2);
}

TEST_F(R, R_04_says_where_callers_stand_and_refuses_one_more_than_the_limit) {
    start([](auto& settings) { settings.access.rate_limit_requests = 3; });
    for (int left = 2; left >= 0; --left) {
        auto const reply = server->client().get("/api/v1/conversations");
        EXPECT_EQ(reply.status, 200);
        EXPECT_EQ(reply.fields.at("x-ratelimit-limit"), "3");
        EXPECT_EQ(reply.fields.at("x-ratelimit-remaining"), std::to_string(left));
        EXPECT_TRUE(reply.fields.contains("x-ratelimit-reset"));
    }

    auto const refused = server->client().get("/api/v1/conversations");

    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.error_code(), "RATE_LIMIT_EXCEEDED");
    EXPECT_EQ(refused.fields.at("retry-after"), "20");
    EXPECT_EQ(refused.body.at("error").at("details").at("limit").to_number<int>(), 3);
    EXPECT_EQ(server->client().get("/health").status, 200);
}

TEST_F(R, R_04_counts_model_calls_by_the_tier_of_the_caller) {
    start();
    auto const lowered = server->client().patch("/api/v1/admin/tiers/enterprise", R"({"requests_per_minute": 2})");
    ASSERT_EQ(lowered.status, 200) << lowered.text;
    EXPECT_EQ(server->client().post("/api/v1/chat", question("one", "demo:tokens=1")).status, 200);
    EXPECT_EQ(server->client().post("/api/v1/chat", question("two", "demo:tokens=1")).status, 200);

    auto const third = server->client().post("/api/v1/chat/stream", question("three", "demo:tokens=1"));

    EXPECT_EQ(third.error_code(), "RATE_LIMIT_EXCEEDED");
    EXPECT_FALSE(third.fields.contains("retry-after-ms"));
    auto const dropin =
        server->client().post("/v1/chat/completions", R"({"model":"demo","messages":[{"role":"user","content":"x"}]})");
    EXPECT_EQ(dropin.status, 429);
    EXPECT_EQ(dropin.fields.at("x-should-retry"), "true");
    auto const wait = std::stoi(dropin.fields.at("retry-after-ms"));
    EXPECT_EQ(std::stoi(dropin.fields.at("retry-after")), (wait + 999) / 1000);
    EXPECT_EQ(server->client().get("/api/v1/conversations").status, 200);
}

TEST_F(R, R_04_an_address_without_a_credential_has_sixty_requests_a_minute) {
    start([](auto& settings) { settings.access.anonymous = false; });
    for (int i = 0; i < 60; ++i) ASSERT_EQ(server->client().get("/api/v1/conversations").status, 401);
    EXPECT_EQ(server->client().get("/api/v1/conversations").status, 429);
}

TEST_F(R, R_06_an_answer_whose_process_went_away_is_settled_once) {
    start();
    auto const id = give_organisation("nano_usd", 1'000'000'000);
    auto stream = server->client().ask(question("hello", "demo:tokens=50,delay_ms=20"));
    auto const turn = stream.field("x-turn-id"), message = stream.field("x-message-id");
    stream.take(6);
    server->abandon();
    server->start();
    server->client().follow(turn).rest();

    auto const cost = server->client().get("/api/v1/messages/" + message).body.at("cost_usd").to_number<double>();
    EXPECT_GT(cost, 0);
    EXPECT_NEAR(static_cast<double>(budget(id).at("used").as_int64()) * 1e-9, cost, 1e-9);
    EXPECT_NEAR(summed().at("total_cost_usd").to_number<double>(), cost, 1e-9);
    EXPECT_EQ(summed().at("requests").as_int64(), 2);   // the attempt that was lost, and the one that went on
}

TEST_F(R, R_07_usage_that_can_not_be_is_not_believed) {
    for (auto const& [prompt, completion] : {std::pair(-5, 3), std::pair(5, -3), std::pair(1'000'000'000, 3)}) {
        support::fake_provider upstream;
        upstream.answer({support::send(support::stream_head() + support::text_event("four words of answer") +
                                       support::finish_event() + support::usage_event(prompt, completion) +
                                       support::done_event())});
        start_before(upstream);

        auto const reply = server->client().post("/api/v1/chat", question("hello"));

        ASSERT_EQ(reply.status, 200) << reply.text;
        EXPECT_EQ(reply.body.at("tokens_used").at("completion").as_int64(), 5);
        EXPECT_NEAR(reply.body.at("cost_usd").to_number<double>(), 0.005, 1e-9);
    }
}

TEST_F(R, R_08_an_answer_that_is_cancelled_costs_what_was_produced) {
    start();
    auto const id = give_organisation("nano_usd", 1'000'000'000);
    auto stream = server->client().ask(question("hello", "demo:tokens=100,delay_ms=20"));
    stream.take(10);
    server->client().post("/api/v1/chat/streams/" + stream.field("x-turn-id") + "/cancel");

    auto const used = budget(id).at("used").as_int64();
    EXPECT_GE(used, 5'000'000);
    EXPECT_LT(used, 100'000'000);
}

TEST_F(R, R_09_retries_and_titles_are_charged_to_whoever_caused_them) {
    support::fake_provider upstream;
    upstream.answer({support::send(support::whole_reply(500, "{}"))});
    upstream.answer({support::send(support::stream_head() + support::text_event("hello") + support::finish_event() +
                                   support::usage_event(7, 3) + support::done_event())});
    start([&](core::settings& settings) {
        settings.models.provider = "openai";
        settings.models.openai_base_url = upstream.url() + "/v1";
        settings.models.default_model = "m";
        settings.models.retries = 1;
        settings.chat.titles_enabled = true;
    });
    auto const id = give_organisation("tokens", 100'000);
    ASSERT_EQ(server->client().post("/api/v1/chat", question("hello")).status, 200);
    ASSERT_TRUE(upstream.received(3));   // the refusal, the answer, the title

    std::map<std::string, json::object> rows;
    for (int asked = 0; asked < 2000 && !rows.contains("title"); ++asked) {
        auto const reply = server->client().get("/api/v1/usage?by=purpose").body;
        for (auto const& each : reply.at("rows").as_array())
            rows[std::string(each.at("key").as_string())] = each.as_object();
    }
    ASSERT_TRUE(rows.contains("title"));
    EXPECT_EQ(rows["chat"].at("requests").as_int64(), 2);
    EXPECT_EQ(rows["chat"].at("errors").as_int64(), 1);
    EXPECT_EQ(rows["title"].at("total_tokens").as_int64(), 10);
    EXPECT_EQ(budget(id).at("used").as_int64(), 20);
}

TEST_F(R, R_18_a_budget_that_is_edited_while_it_is_used_holds_at_once) {
    start();
    auto const id = give_organisation("tokens", 100'000);
    ASSERT_EQ(server->client().post("/api/v1/chat", question("hello", ten_cents)).status, 200);

    auto const lowered = server->client().patch("/api/v1/admin/budgets/" + id, R"({"amount": 50})");

    EXPECT_EQ(lowered.body.at("remaining").as_int64(), 0);
    EXPECT_EQ(server->client().post("/api/v1/chat", question("hello", ten_cents)).error_code(), "BUDGET_EXCEEDED");
    EXPECT_EQ(server->client().remove("/api/v1/admin/budgets/" + id).status, 204);
    EXPECT_EQ(server->client().post("/api/v1/chat", question("hello", ten_cents)).status, 200);
}

TEST_F(R, warns_when_four_fifths_of_a_budget_are_used) {
    start();
    give_organisation("nano_usd", 120'000'000);
    auto const before = server->client().post("/api/v1/chat", question("hello", ten_cents));
    EXPECT_FALSE(before.fields.contains("x-budget-warning"));

    auto const after = server->client().post("/api/v1/chat", question("hello", "demo:tokens=1"));

    EXPECT_EQ(after.fields.at("x-budget-warning"), "nano_usd per month (organisation): 83 % used");
    auto const limits = server->client().get("/api/v1/usage").body.at("limits").as_array();
    EXPECT_TRUE(std::ranges::any_of(limits, [](auto const& each) { return each.at("warning").as_bool(); }));
}

TEST_F(R, U_18_no_cell_of_an_export_is_a_formula) {
    start();
    store::connection db(server->folder() / "data" / "parlance.db");
    for (auto const* purpose : {"=1+1", "+1", "-1", "@x", "\tx", "a,b", "say \"hi\""}) {
        store::cost_event event{.incarnation_id = "x",
                                .organisation_id = "00000000-0000-7000-8000-000000000001",
                                .user_id = "00000000-0000-7000-8000-000000000002",
                                .purpose = purpose,
                                .provider = "demo",
                                .model = "demo",
                                .outcome = "answered"};
        event.created_at = core::system_clock().now();
        store::cost_events::insert(db, event);
    }

    auto const file = server->client().get("/api/v1/admin/costs?by=purpose&format=csv");

    EXPECT_EQ(file.fields.at("content-type"), "text/csv; charset=utf-8");
    for (auto const* cell :
         {"\n'=1+1,", "\n'+1,", "\n'-1,", "\n'@x,", "\n'\tx,", "\n\"a,b\",", "\n\"say \"\"hi\"\"\","})
        EXPECT_NE(file.text.find(cell), std::string::npos) << cell << file.text;
}

}  // namespace
