#include "llm/router.hpp"

#include "llm/demo/provider.hpp"
#include "support/run.hpp"
#include "unit/llm/collect.hpp"
#include "unit/llm/scripted_provider.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace std::chrono_literals;
using llm::attempt_outcome;
using support::attempt_script;

core::error transient(core::errc code = core::errc::upstream_failed) {
    core::error out{code, "again, perhaps"};
    out.retryable = true;
    return out;
}

attempt_script const whole_answer{
    .batches = {
        {llm::text_delta{"Hel"}},
        {llm::text_delta{"lo"}, llm::usage_delta{{.prompt_tokens = 9, .completion_tokens = 2}}, llm::finish_delta{}}}};

// A router over one scripted provider and the demo, which never waits between retries.
class router : public testing::Test {
protected:
    void script(std::deque<attempt_script> scripts, llm::router_config config = {}) {
        auto made = std::make_unique<support::scripted_provider>("acme", std::move(scripts));
        acme = made.get();
        std::vector<std::unique_ptr<llm::provider>> providers;
        providers.push_back(std::move(made));
        providers.push_back(std::make_unique<llm::demo_provider>());
        config.default_provider = "acme";
        config.default_model = "large";
        routes.emplace(std::move(providers), meter, known, config, [] { return 0.0; });
    }

    llm::routed_call call(std::string model = {}) {
        return {.request = {.model = std::move(model), .messages = {{.text = "hi"}}},
                .who = {.user_id = "u1"},
                .charges = charges,
                .purpose = "chat"};
    }

    core::task<support::said> asking(llm::routed_call what) {
        auto opened = co_await routes->open(std::move(what));
        if (!opened) co_return support::said{.failure = opened.error()};
        co_return co_await support::drain(**opened);
    }
    support::said ask(llm::routed_call what) { return support::run(asking(std::move(what))); }

    core::task<bool> is_silent_after_its_end() {
        auto opened = co_await routes->open(call());
        co_await support::drain(**opened);
        auto const more = co_await (*opened)->read_some();
        co_return more && more->empty();
    }

    core::task<> read_once() {
        auto opened = co_await routes->open(call());
        co_await (*opened)->read_some();
    }

    core::task<> read_until_cancelled(boost::asio::cancellation_signal& stop) {
        auto opened = co_await routes->open(call());
        co_await support::read_until_cancelled(**opened, stop);
    }

    core::task<std::string> who_answers(std::string model) {
        auto opened = co_await routes->open(call(std::move(model)));
        co_return (*opened)->answers().provider + "/" + (*opened)->answers().model;
    }

    std::vector<attempt_outcome> outcomes() const {
        std::vector<attempt_outcome> out;
        for (auto const& one : charges) out.push_back(one.how);
        return out;
    }

    support::recording_meter meter;
    llm::known_models known;
    std::vector<llm::charge> charges;
    support::scripted_provider* acme = nullptr;
    std::optional<llm::router> routes;
};

TEST_F(router, takes_the_default_where_no_model_is_named) {
    script({whole_answer});
    EXPECT_EQ(routes->resolve("").provider, "acme");
    EXPECT_EQ(routes->resolve("").model, "large");
}

TEST_F(router, takes_provider_and_model_from_the_name) {
    script({whole_answer});
    EXPECT_EQ(routes->resolve("demo/demo:tokens=5").provider, "demo");
    EXPECT_EQ(routes->resolve("demo/demo:tokens=5").model, "demo:tokens=5");
    EXPECT_EQ(routes->resolve("acme/vendor/m").model, "vendor/m");
}

TEST_F(router, gives_a_bare_name_to_the_provider_that_owns_it_else_to_the_default) {
    script({whole_answer});
    EXPECT_EQ(routes->resolve("demo:tokens=5").provider, "demo");
    EXPECT_EQ(routes->resolve("demo").provider, "demo");
    EXPECT_EQ(routes->resolve("small").provider, "acme");
}

TEST_F(router, takes_a_name_with_an_unknown_provider_for_a_model_of_the_default) {
    script({whole_answer});
    for (auto const* name : {"meta-llama/Llama-3", "acme/", "/", "a/b/c"}) {
        EXPECT_EQ(routes->resolve(name).provider, "acme") << name;
        EXPECT_EQ(routes->resolve(name).model, name);
    }
}

TEST_F(router, tells_what_the_model_can_do) {
    script({whole_answer});
    EXPECT_TRUE(routes->resolve("prefills").can.prefill);
    EXPECT_FALSE(routes->resolve("small").can.prefill);
}

TEST_F(router, is_not_built_around_a_default_that_is_missing) {
    EXPECT_THROW(llm::router({}, meter, known, {.default_provider = "acme", .default_model = "m"}),
                 std::invalid_argument);
}

TEST_F(router, streams_the_answer_and_settles_it_once) {
    script({whole_answer});

    auto const said = ask(call("small"));

    EXPECT_EQ(said.text(), "Hello");
    EXPECT_FALSE(said.failure);
    EXPECT_EQ(acme->requests.at(0).model, "small");
    EXPECT_EQ(meter.settled, (std::vector<core::usage>{{.prompt_tokens = 9, .completion_tokens = 2}}));
    ASSERT_EQ(charges.size(), 1u);
    EXPECT_EQ(charges[0].how, attempt_outcome::answered);
    EXPECT_EQ(charges[0].provider + "/" + charges[0].model, "acme/small");
    EXPECT_TRUE(charges[0].shown);
}

TEST_F(router, tells_the_meter_who_asks_whom_for_what) {
    script({whole_answer});

    ask(call("small"));

    ASSERT_EQ(meter.reserved.size(), 1u);
    EXPECT_EQ(meter.reserved[0].who.user_id, "u1");
    EXPECT_EQ(meter.reserved[0].provider, "acme");
    EXPECT_EQ(meter.reserved[0].model, "small");
    EXPECT_EQ(meter.reserved[0].purpose, "chat");
    EXPECT_EQ(meter.reserved[0].prompt_tokens, 7);
    EXPECT_EQ(meter.reserved[0].completion_tokens_max, 4096);
}

TEST_F(router, asks_for_no_more_than_was_reserved) {
    script({whole_answer});
    meter.cap = 100;

    ask(call());

    EXPECT_EQ(acme->requests.at(0).max_tokens, 100);
}

TEST_F(router, asks_for_no_more_than_the_caller_wants) {
    script({whole_answer});
    auto asked = call();
    asked.request.max_tokens = 50;

    ask(asked);

    EXPECT_EQ(meter.reserved.at(0).completion_tokens_max, 50);
    EXPECT_EQ(acme->requests.at(0).max_tokens, 50);
}

TEST_F(router, calls_nobody_when_the_meter_refuses) {
    script({whole_answer});
    meter.refusal = transient(core::errc::rate_limited);

    auto const said = ask(call());

    EXPECT_EQ(said.failure->code, core::errc::rate_limited);
    EXPECT_TRUE(acme->requests.empty());
    EXPECT_EQ(meter.reserved.size(), 1u);
    EXPECT_TRUE(meter.settled.empty());
}

TEST_F(router, tries_again_after_a_refusal_that_may_pass) {
    script({{.refusal = transient()}, {.refusal = transient()}, whole_answer});

    EXPECT_EQ(ask(call()).text(), "Hello");
    EXPECT_EQ(outcomes(), (std::vector{attempt_outcome::failed, attempt_outcome::failed, attempt_outcome::answered}));
    EXPECT_EQ(meter.reserved.size(), 3u);
}

TEST_F(router, charges_nothing_for_an_attempt_that_was_not_accepted) {
    script({{.refusal = transient()}, whole_answer});

    ask(call());

    EXPECT_EQ(meter.settled.at(0), core::usage());
}

TEST_F(router, gives_up_after_so_many_retries) {
    script({{.refusal = transient()}});

    EXPECT_EQ(ask(call()).failure, transient());
    EXPECT_EQ(acme->requests.size(), 3u);
}

TEST_F(router, does_not_try_again_what_will_fail_again) {
    for (auto code : {core::errc::unauthorized, core::errc::context_too_long, core::errc::content_filtered}) {
        script({{.refusal = core::error{code}}});
        EXPECT_EQ(ask(call()).failure->code, code);
        EXPECT_EQ(acme->requests.size(), 1u);
    }
}

TEST_F(router, does_not_ask_again_a_provider_that_did_not_answer_in_time) {
    script({{.refusal = transient(core::errc::timeout)}});

    EXPECT_EQ(ask(call()).failure->code, core::errc::timeout);
    EXPECT_EQ(acme->requests.size(), 1u);
}

TEST_F(router, tries_again_when_a_stream_breaks_before_it_said_anything) {
    script({{.failure = transient()}, {}, whole_answer});

    EXPECT_EQ(ask(call()).text(), "Hello");
    EXPECT_EQ(outcomes(), (std::vector{attempt_outcome::failed, attempt_outcome::failed, attempt_outcome::answered}));
}

TEST_F(router, goes_on_where_an_answer_was_cut) {
    script({{.batches = {{llm::text_delta{"half an ans"}}}, .failure = transient()},
            {.batches = {{llm::text_delta{"wer"}, llm::finish_delta{}}}}});

    auto const said = ask(call("prefills"));

    EXPECT_EQ(said.text(), "half an answer");
    EXPECT_FALSE(said.failure);
    EXPECT_EQ(acme->requests.at(1).prefill, "half an ans");
    EXPECT_EQ(outcomes(), (std::vector{attempt_outcome::failed, attempt_outcome::answered}));
}

TEST_F(router, keeps_what_was_said_where_nobody_goes_on) {
    script({{.batches = {{llm::text_delta{"half"}}}, .failure = core::error{core::errc::upstream_failed}}});

    auto const said = ask(call());

    EXPECT_EQ(said.text(), "half");
    EXPECT_EQ(said.failure->code, core::errc::upstream_failed);
    EXPECT_EQ(outcomes(), std::vector{attempt_outcome::failed});
}

TEST_F(router, fails_when_a_stream_ends_without_a_finish) {
    script({{.batches = {{llm::text_delta{"half"}}}}}, {.retries = 0});

    auto const said = ask(call());

    ASSERT_TRUE(said.failure);
    EXPECT_EQ(said.failure->code, core::errc::upstream_failed);
    EXPECT_TRUE(said.failure->retryable);
    EXPECT_EQ(said.failure->provider, "acme");
}

TEST_F(router, loses_nothing_when_a_stream_breaks_after_its_finish) {
    script({{.batches = whole_answer.batches, .failure = transient()}});

    auto const said = ask(call());

    EXPECT_FALSE(said.failure);
    EXPECT_EQ(outcomes(), std::vector{attempt_outcome::answered});
}

TEST_F(router, says_nothing_more_after_a_failure) {
    script({{.batches = {{llm::text_delta{"half"}}}, .failure = transient()}}, {.retries = 0});

    EXPECT_TRUE(support::run(is_silent_after_its_end()));
}

TEST_F(router, counts_for_a_provider_that_does_not) {
    script({{.batches = {{llm::text_delta{"Hello, "}, llm::text_delta{"world."}, llm::finish_delta{}}}}});

    auto const said = ask(call());

    core::usage const counted{.prompt_tokens = 7, .completion_tokens = 4, .estimated = true};
    ASSERT_EQ(said.deltas.size(), 4u);
    EXPECT_EQ(std::get<llm::usage_delta>(said.deltas[2]).tokens, counted);
    EXPECT_TRUE(std::holds_alternative<llm::finish_delta>(said.deltas[3]));
    EXPECT_EQ(meter.settled.at(0), counted);
}

TEST_F(router, charges_what_a_broken_answer_had_cost_until_then) {
    script({{.batches = {{llm::text_delta{"four byte"}}}, .failure = transient()}});

    ask(call());

    EXPECT_EQ(meter.settled.at(0), (core::usage{.prompt_tokens = 7, .completion_tokens = 3, .estimated = true}));
}

TEST_F(router, settles_as_cancelled_when_the_stream_is_dropped) {
    script({{.batches = {{llm::text_delta{"half"}}}, .hangs = true}});

    support::run(read_once());

    EXPECT_EQ(outcomes(), std::vector{attempt_outcome::cancelled});
}

TEST_F(router, settles_as_cancelled_when_the_reader_is_cancelled) {
    script({{.batches = {{llm::text_delta{"half"}}}, .hangs = true}});
    boost::asio::io_context io;
    boost::asio::cancellation_signal stop;
    bool threw = false;
    auto ended = boost::asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr e) { threw = e != nullptr; });
    boost::asio::co_spawn(io, read_until_cancelled(stop), ended);

    io.run();

    EXPECT_TRUE(threw);
    EXPECT_EQ(outcomes(), std::vector{attempt_outcome::cancelled});
}

TEST_F(router, settles_every_reservation_exactly_once_whatever_happens) {
    std::vector<attempt_script> const kinds{{.refusal = transient()},
                                            {.refusal = core::error{core::errc::not_found}},
                                            {.failure = transient()},
                                            {},
                                            whole_answer,
                                            {.batches = {{llm::text_delta{"half"}}}},
                                            {.batches = {{llm::text_delta{"half"}}}, .failure = transient()}};
    for (auto const& first : kinds)
        for (auto const& second : kinds)
            for (auto const& third : kinds) {
                meter.reserved.clear();
                meter.settled.clear();
                charges.clear();
                script({first, second, third});
                ask(call());
                EXPECT_EQ(meter.settled.size(), meter.reserved.size());
                EXPECT_LE(std::ranges::count(outcomes(), attempt_outcome::answered), 1);
            }
}

TEST_F(router, spends_its_budget_of_retries_over_all_calls) {
    script({{.refusal = transient()}});
    for (int i = 0; i < 100; ++i) ask(call());

    EXPECT_LT(acme->requests.size(), 100u + 10u + 100u / 10u + 1u);
}

TEST_F(router, collects_a_whole_answer) {
    script({whole_answer});
    auto asked = call("small");
    asked.purpose = "title";

    auto const done = support::run(routes->complete(asked));

    ASSERT_TRUE(done);
    EXPECT_EQ(done->text, "Hello");
    EXPECT_EQ(done->tokens.completion_tokens, 2);
    EXPECT_EQ(done->answered.model, "small");
    EXPECT_EQ(acme->requests.at(0).purpose, "title");
}

TEST_F(router, has_no_whole_answer_where_it_was_cut) {
    script({{.batches = {{llm::text_delta{"half"}}}}});

    EXPECT_EQ(support::run(routes->complete(call())).error().code, core::errc::upstream_failed);
}

TEST_F(router, remembers_how_providers_did) {
    script({{.refusal = core::error{core::errc::unauthorized}}, whole_answer});

    ask(call());
    EXPECT_EQ(routes->status().at(0),
              (llm::provider_status{.name = "acme", .reachable = false, .last_failure = core::errc::unauthorized}));
    ask(call());
    EXPECT_EQ(routes->status().at(0), llm::provider_status{.name = "acme"});
}

TEST_F(router, says_so_where_it_does_not_even_ask_the_first_choice) {
    script({{.refusal = core::error{core::errc::upstream_failed}}}, {.breakers = {.failures = 1}});
    ask(call());
    std::vector<llm::attempt_note> notes;
    auto again = call();
    again.fallbacks = {"demo:tokens=1"};
    again.told = [&](llm::attempt_note note) -> core::task<> {
        notes.push_back(std::move(note));
        co_return;
    };

    EXPECT_FALSE(ask(std::move(again)).failure);

    ASSERT_EQ(notes.size(), 1u);
    EXPECT_EQ(notes[0].what, llm::attempt_note::kind::another);
    EXPECT_EQ(notes[0].model, "demo:tokens=1");
    EXPECT_EQ(notes[0].failure, core::errc::unavailable);
}

TEST_F(router, knows_who_answers) {
    script({whole_answer});

    EXPECT_EQ(support::run(who_answers("demo:tokens=1")), "demo/demo:tokens=1");
}

TEST_F(router, leaves_out_whom_the_caller_may_not_ask) {
    llm::router_config config;
    config.permits = [](core::principal const& who, std::string const& model) {
        return who.user_id == "u1" ? !model.starts_with("demo/") : model == "demo/demo:tokens=3";
    };
    config.rules.aliases = {{"both", {"small", "demo:tokens=3"}}};
    script({{.refusal = core::error{core::errc::not_found}}}, config);
    auto asked = call("small");
    asked.fallbacks = {"demo:tokens=3"};

    EXPECT_EQ(ask(asked).failure->code, core::errc::not_found);
    EXPECT_EQ(charges.size(), 1u);
    asked.who.user_id = "u2";
    EXPECT_EQ(ask(asked).failure->code, core::errc::forbidden) << "a fallback opens no other model";
    asked.request.model = "both";
    EXPECT_FALSE(ask(asked).failure);
}

TEST_F(router, auto_goes_up_once_where_the_answer_is_empty) {
    llm::router_config config;
    config.rules.automatic = {"acme/tiny", "acme/big", "", ""};
    script({{.batches = {{llm::finish_delta{}}}}, whole_answer}, config);

    EXPECT_EQ(ask(call("auto")).text(), "Hello");
    EXPECT_EQ(acme->requests.at(0).model, "tiny");
    EXPECT_EQ(acme->requests.at(1).model, "big");
    EXPECT_EQ(outcomes(), (std::vector{attempt_outcome::failed, attempt_outcome::answered}));
}

// What the file of routes may change while a call is under way.
class replaced_router : public router {
protected:
    core::result<void> replace(std::deque<attempt_script> scripts, std::string name = "acme", std::string identity = {},
                               llm::routing_rules rules = {}) {
        std::vector<std::unique_ptr<llm::provider>> providers;
        providers.push_back(std::make_unique<support::scripted_provider>(std::move(name), std::move(scripts)));
        providers.push_back(std::make_unique<llm::demo_provider>());
        return routes->replace(std::move(providers), {{.identity = std::move(identity)}}, std::move(rules));
    }

    core::task<std::string> read_over_a_replacement() {
        auto opened = co_await routes->open(call());
        auto const first = co_await (*opened)->read_some();
        EXPECT_TRUE(replace({{.batches = {{llm::text_delta{"Bye"}, llm::finish_delta{}}}}}));
        auto const rest = co_await support::drain(**opened);
        co_return std::get<llm::text_delta>(first->front()).text + rest.text();
    }
};

TEST_F(replaced_router, lets_a_call_end_with_what_it_had_and_gives_the_next_to_the_new) {
    script({whole_answer});

    EXPECT_EQ(support::run(read_over_a_replacement()), "Hello");

    EXPECT_EQ(ask(call()).text(), "Bye");
}

TEST_F(replaced_router, keeps_the_breaker_of_an_endpoint_that_stays_and_of_no_other) {
    llm::router_config config;
    config.retries = 0;
    config.endpoints = {{.identity = "acme at one address"}};
    script({{.refusal = transient()}}, config);
    for (int i = 0; i < 5; ++i) ask(call());

    ASSERT_TRUE(replace({whole_answer}, "acme", "acme at one address"));
    EXPECT_EQ(ask(call()).failure->code, core::errc::unavailable);
    EXPECT_EQ(routes->endpoints().front().breaker, llm::breaker_state::open);
    ASSERT_TRUE(replace({whole_answer}, "acme", "acme at another"));
    EXPECT_EQ(ask(call()).text(), "Hello");
}

TEST_F(replaced_router, knows_the_new_rules_and_forgets_the_old) {
    llm::router_config config;
    config.rules.aliases = {{"old", {"demo:tokens=1"}}};
    script({whole_answer}, config);

    ASSERT_TRUE(replace({whole_answer}, "acme", {}, {.aliases = {{"new", {"demo:tokens=1"}}}}));

    EXPECT_EQ(routes->resolve("new").provider, "demo");
    EXPECT_EQ(routes->resolve("old").provider, "acme");
    EXPECT_EQ(routes->other_names(), std::vector<std::string>{"new"});
}

TEST_F(replaced_router, is_not_left_without_its_default_provider) {
    script({whole_answer});

    auto const taken = replace({whole_answer}, "other");

    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().message, "The default provider, acme, would be gone.");
    EXPECT_EQ(ask(call()).text(), "Hello");
}

TEST_F(router, asks_nobody_while_it_is_pinned_offline) {
    script({whole_answer}, {.pinned = llm::service_level::offline, .offline_message = "Back at noon."});

    auto const said = ask(call());

    EXPECT_EQ(said.failure->code, core::errc::unavailable);
    EXPECT_EQ(said.failure->message, "Back at noon.");
    EXPECT_TRUE(said.failure->retry_after_s);
    EXPECT_TRUE(acme->requests.empty());
}

TEST_F(router, takes_a_bare_name_for_the_provider_whose_list_has_it) {
    known.replace(llm::model_book::parse(R"({"models": [{"id": "demo/listed", "output_tokens": 5},
                                                        {"id": "acme/large", "output_tokens": 7}]})")
                      .value());
    script({whole_answer});

    EXPECT_EQ(routes->resolve("listed").provider, "demo");
    EXPECT_EQ(routes->resolve("large").provider, "acme");
    ask(call());
    EXPECT_EQ(acme->requests.at(0).max_tokens, 7) << "no more than the model can";
}

}  // namespace
