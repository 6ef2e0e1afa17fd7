#include "llm/demo/provider.hpp"

#include "llm/demo/script.hpp"
#include "support/run.hpp"
#include "unit/llm/collect.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/system_error.hpp>
#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;

llm::completion_request request_for(std::string model, std::string prefill = {}) {
    return {
        .model = std::move(model), .messages = {{.who = llm::role::user, .text = "hi"}}, .prefill = std::move(prefill)};
}

support::said ask(llm::completion_request request, llm::deadlines limits = {}) {
    llm::demo_provider demo;
    return support::run(support::ask(demo, std::move(request), limits));
}

std::string words(std::int64_t from, std::int64_t to) {
    std::string out;
    for (auto n = from; n < to; ++n) out += llm::demo_token("hi", 0, n);
    return out;
}

TEST(demo_provider, streams_one_delta_a_token_then_usage_then_the_finish) {
    auto const said = ask(request_for("demo:tokens=60"));

    EXPECT_FALSE(said.failure);
    ASSERT_EQ(said.deltas.size(), 62u);
    EXPECT_EQ(said.text(), words(0, 60));
    EXPECT_EQ(std::get<llm::usage_delta>(said.deltas[60]).tokens.completion_tokens, 60);
    EXPECT_EQ(std::get<llm::usage_delta>(said.deltas[60]).tokens.prompt_tokens, 7);
    EXPECT_EQ(std::get<llm::finish_delta>(said.deltas[61]).why, llm::finish_reason::stop);
}

TEST(demo_provider, gives_a_long_answer_in_bounded_batches) {
    auto const said = ask(request_for("demo:tokens=1000"));

    EXPECT_EQ(said.text(), words(0, 1000));
    for (auto const size : said.batches) EXPECT_LE(size, 66u);
}

// Counts the batches of a long answer until something else on the loop has had its turn.
core::task<> count_batches(llm::demo_provider& demo, boost::asio::io_context& io, bool& others_ran, int& batches) {
    auto opened = co_await demo.open(request_for("demo:tokens=1000"), {});
    boost::asio::post(io, [&] { others_ran = true; });
    while (!others_ran && !(co_await (*opened)->read_some())->empty()) ++batches;
}

TEST(demo_provider, lets_others_have_the_loop_between_batches) {
    boost::asio::io_context io;
    llm::demo_provider demo;
    int batches_before = 0;
    bool others_ran = false;

    support::run(io, count_batches(demo, io, others_ran, batches_before));

    EXPECT_TRUE(others_ran);
    EXPECT_LE(batches_before, 2);
}

TEST(demo_provider, keeps_its_pace_by_the_clock) {
    auto const begin = std::chrono::steady_clock::now();
    auto const said = ask(request_for("demo:tokens=3,delay_ms=2"));

    EXPECT_EQ(said.text(), words(0, 3));
    EXPECT_GE(std::chrono::steady_clock::now() - begin, 6ms);
}

TEST(demo_provider, cuts_its_answer_without_a_finish) {
    auto const said = ask(request_for("demo:tokens=60,cut_at=20"));

    EXPECT_FALSE(said.failure);
    EXPECT_EQ(said.text(), words(0, 20));
    EXPECT_FALSE(said.finish());
}

TEST(demo_provider, fails_in_the_middle_after_giving_what_it_had) {
    auto const said = ask(request_for("demo:tokens=60,error=unavailable,cut_at=20"));

    EXPECT_EQ(said.text(), words(0, 20));
    ASSERT_TRUE(said.failure);
    EXPECT_EQ(said.failure->code, core::errc::upstream_failed);
    EXPECT_TRUE(said.failure->retryable);
}

TEST(demo_provider, stalls_until_the_silence_is_too_long) {
    auto const said = ask(request_for("demo:tokens=60,stall_at=20"), {.silence = 1ms});

    EXPECT_EQ(said.text(), words(0, 20));
    ASSERT_TRUE(said.failure);
    EXPECT_EQ(said.failure->code, core::errc::timeout);
}

TEST(demo_provider, is_late_with_its_first_token_when_its_pace_says_so) {
    auto const said = ask(request_for("demo:tokens=1,delay_ms=60000"), {.first_token = 1ms});

    EXPECT_EQ(said.failure->code, core::errc::timeout);
}

core::task<> cancel_in_a_stall(llm::demo_provider& demo, boost::asio::cancellation_signal& stop) {
    auto opened = co_await demo.open(request_for("demo:tokens=60,stall_at=1"), {});
    co_await support::read_until_cancelled(**opened, stop);
}

TEST(demo_provider, ends_a_stall_at_once_when_cancelled) {
    boost::asio::io_context io;
    boost::asio::cancellation_signal stop;
    llm::demo_provider demo;
    std::exception_ptr failure;
    auto ended = boost::asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr e) { failure = e; });
    boost::asio::co_spawn(io, cancel_in_a_stall(demo, stop), ended);

    io.run();

    EXPECT_THROW(std::rethrow_exception(failure), boost::system::system_error);
}

struct refusal {
    char const* kind;
    core::errc code;
    bool retryable;
};

class demo_provider_plays : public testing::TestWithParam<refusal> {};

TEST_P(demo_provider_plays, the_error_that_the_model_names) {
    auto const said = ask(request_for(std::string("demo:error=") + GetParam().kind));

    ASSERT_TRUE(said.failure);
    EXPECT_EQ(said.failure->code, GetParam().code);
    EXPECT_EQ(said.failure->retryable, GetParam().retryable);
    EXPECT_EQ(said.failure->provider, "demo");
    EXPECT_TRUE(said.deltas.empty());
}

INSTANTIATE_TEST_SUITE_P(each, demo_provider_plays,
                         testing::Values(refusal{"rate_limit", core::errc::rate_limited, true},
                                         refusal{"unavailable", core::errc::upstream_failed, true},
                                         refusal{"auth", core::errc::unauthorized, false},
                                         refusal{"context", core::errc::context_too_long, false},
                                         refusal{"filter", core::errc::content_filtered, false},
                                         refusal{"invalid", core::errc::invalid_input, false},
                                         refusal{"timeout", core::errc::timeout, true}));

TEST(demo_provider, goes_on_after_any_prefix_of_its_answer) {
    auto const whole = words(0, 30);
    for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
        SCOPED_TRACE("prefill of " + std::to_string(cut) + " bytes");
        auto const said = ask(request_for("demo:tokens=30", whole.substr(0, cut)));
        EXPECT_EQ(whole.substr(0, cut) + said.text(), whole);
        EXPECT_EQ(said.finish(), llm::finish_reason::stop);
    }
}

TEST(demo_provider, goes_on_in_a_helpful_answer_too) {
    auto const whole = llm::demo_script(request_for("demo"), {}).text();

    EXPECT_EQ(ask(request_for("demo:delay_ms=0", whole.substr(0, 100))).text(), whole.substr(100));
}

TEST(demo_provider, says_all_of_its_answer_after_a_foreign_text) {
    EXPECT_EQ(ask(request_for("demo:tokens=5", "Something else. ")).text(), words(0, 5));
}

TEST(demo_provider, runs_to_its_end_when_it_goes_on_where_it_was_cut) {
    EXPECT_EQ(ask(request_for("demo:tokens=60,cut_at=20", words(0, 20))).finish(), llm::finish_reason::stop);
    EXPECT_FALSE(ask(request_for("demo:tokens=60,cut_at=20", words(0, 19))).finish());
}

TEST(demo_provider, refuses_to_go_on_when_told_not_to) {
    EXPECT_EQ(ask(request_for("demo:tokens=5,prefill=off", "x")).failure->code, core::errc::invalid_input);
    EXPECT_FALSE(llm::demo_provider().can("demo:prefill=off").prefill);
    EXPECT_TRUE(llm::demo_provider().can("demo").prefill);
}

TEST(demo_provider, ends_at_the_length_that_was_allowed) {
    auto request = request_for("demo:tokens=60", words(0, 10));
    request.max_tokens = 5;

    auto const said = ask(request);

    EXPECT_EQ(said.text(), words(10, 15));
    EXPECT_EQ(said.finish(), llm::finish_reason::length);
    EXPECT_EQ(said.all<llm::usage_delta>().back().tokens.completion_tokens, 5);
}

TEST(demo_provider, stops_rather_than_runs_out_when_the_answer_just_fits) {
    auto request = request_for("demo:tokens=60");
    request.max_tokens = 60;

    EXPECT_EQ(ask(request).finish(), llm::finish_reason::stop);
}

TEST(demo_provider, calls_a_tool_in_pieces) {
    auto request = request_for("demo:tools=on");
    request.tools.push_back({.name = "clock", .parameters = "{}"});

    auto const said = ask(request);

    auto const pieces = said.all<llm::tool_call_delta>();
    ASSERT_EQ(pieces.size(), 2u);
    EXPECT_EQ(pieces[0].name, "clock");
    EXPECT_EQ(pieces[0].arguments + pieces[1].arguments, "{}");
    EXPECT_EQ(said.finish(), llm::finish_reason::tool_call);
}

TEST(demo_provider, neither_delays_nor_breaks_a_title) {
    auto request = request_for("demo:tokens=60,delay_ms=60000,stall_at=1");
    request.purpose = "title";

    EXPECT_EQ(ask(request).text(), "hi");
}

TEST(demo_provider, says_why_a_model_name_is_wrong_when_opened) {
    EXPECT_EQ(ask(request_for("demo:tokens=many")).failure->code, core::errc::invalid_input);
    EXPECT_EQ(ask(request_for("gpt")).failure->code, core::errc::not_found);
}

TEST(demo_provider, offers_itself) {
    llm::demo_provider demo;

    auto const models = support::run(demo.models());

    ASSERT_EQ(models->size(), 1u);
    EXPECT_EQ(models->front().id, "demo/demo");
}

}  // namespace
