#include "llm/openai/provider.hpp"

#include "support/fake_provider.hpp"
#include "support/manual_clock.hpp"
#include "support/on_loop.hpp"
#include "unit/llm/collect.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/post.hpp>
#include <boost/json/parse.hpp>
#include <boost/system/system_error.hpp>
#include <gtest/gtest.h>

#include <future>

namespace {

using namespace std::chrono_literals;
using namespace support;

class openai_provider : public testing::Test {
protected:
    openai_provider() { loops.start(); }

    llm::openai_config config() const {
        auto out = llm::openai_at(upstream.url() + "/v1", "sk-secret");
        return out;
    }
    static llm::completion_request request() { return {.model = "gpt-x", .messages = {{.text = "hi"}}}; }

    said ask(llm::deadlines limits = {}) { return on_loop(loops, support::ask(model, request(), limits)); }

    // Opens the upstream's gate once the first piece has been read: a reset can't overtake it then.
    core::task<said> read_and_open_gate() {
        auto opened = co_await model.open(request(), {});
        auto first = co_await (*opened)->read_some();
        upstream.open_gate();
        auto heard = co_await drain(**opened);
        heard.deltas.insert(heard.deltas.begin(), first->begin(), first->end());
        co_return heard;
    }

    core::task<> read_once() {
        auto opened = co_await model.open(request(), {});
        co_await (*opened)->read_some();
    }

    core::task<> read_until_cancelled(boost::asio::cancellation_signal& stop) {
        auto opened = co_await model.open(request(), {});
        co_await support::read_until_cancelled(**opened, stop);
    }

    fake_provider upstream;
    manual_clock time;
    net::loops loops{1};
    net::http_client client{loops};
    llm::openai_provider model{client, time, config()};
};

TEST_F(openai_provider, streams_an_answer) {
    upstream.answer({send(stream_head()), send(text_event("Hel")),
                     send(text_event("lo") + finish_event() + usage_event(9, 2) + done_event())});

    auto const heard = ask();

    EXPECT_FALSE(heard.failure);
    EXPECT_EQ(heard.text(), "Hello");
    EXPECT_EQ(heard.finish(), llm::finish_reason::stop);
    EXPECT_EQ(heard.all<llm::usage_delta>(),
              std::vector{(llm::usage_delta{{.prompt_tokens = 9, .completion_tokens = 2}})});
}

TEST_F(openai_provider, sends_key_path_and_body) {
    upstream.answer({send(stream_head() + finish_event() + done_event())});

    ask();

    auto const sent = upstream.requests();
    ASSERT_EQ(sent.size(), 1u);
    EXPECT_TRUE(sent[0].head.starts_with("POST /v1/chat/completions HTTP/1.1\r\n")) << sent[0].head;
    EXPECT_NE(sent[0].head.find("Authorization: Bearer sk-secret\r\n"), std::string::npos);
    EXPECT_EQ(boost::json::parse(sent[0].body).at("model"), "gpt-x");
}

TEST_F(openai_provider, gives_each_piece_when_it_arrives) {
    upstream.answer({send(stream_head() + text_event("one")), gate(),
                     send(text_event("two") + finish_event() + done_event())});

    // The second piece is sent only after the first was read.
    EXPECT_EQ(on_loop(loops, read_and_open_gate()).text(), "onetwo");
}

TEST_F(openai_provider, uses_its_connection_again) {
    upstream.answer({send(chunked_stream_head()), send(chunk(text_event("a") + finish_event() + done_event())),
                     send(chunk(""))});

    for (int i = 0; i < 3; ++i) EXPECT_EQ(ask().text(), "a");

    EXPECT_EQ(upstream.connections(), 1);
}

TEST_F(openai_provider, does_not_wait_for_a_server_that_never_closes) {
    upstream.answer({send(chunked_stream_head() + chunk(text_event("a") + finish_event() + done_event())), hang()});

    EXPECT_EQ(ask().finish(), llm::finish_reason::stop);

    EXPECT_TRUE(upstream.client_left());
}

TEST_F(openai_provider, reads_a_reply_that_does_not_stream) {
    upstream.answer({send(whole_reply(200, R"({"choices":[{"message":{"content":"Hi"},"finish_reason":"length"}]})"))});

    auto const heard = ask();

    EXPECT_EQ(heard.text(), "Hi");
    EXPECT_EQ(heard.finish(), llm::finish_reason::length);
}

struct cut {
    char const* name;
    script steps;
};

class openai_provider_never_takes : public openai_provider, public testing::WithParamInterface<cut> {};

TEST_P(openai_provider_never_takes, a_broken_stream_for_a_whole_one) {
    upstream.answer(GetParam().steps);

    auto const heard = ask();

    EXPECT_EQ(heard.text(), "half");
    EXPECT_FALSE(heard.finish());
    ASSERT_TRUE(heard.failure);
    EXPECT_EQ(heard.failure->code, core::errc::upstream_failed);
    EXPECT_TRUE(heard.failure->retryable);
    EXPECT_EQ(heard.failure->provider, "openai");
}

INSTANTIATE_TEST_SUITE_P(
    each, openai_provider_never_takes,
    testing::Values(cut{"closed", {send(stream_head() + text_event("half")), close()}},
                    cut{"closed_inside_an_event", {send(stream_head() + text_event("half") + "data: {\"cho"), close()}},
                    cut{"closed_inside_a_chunk",
                        {send(chunked_stream_head() + chunk(text_event("half")) + "ff\r\ndata:"), close()}},
                    cut{"end_mark_without_finish", {send(stream_head() + text_event("half") + done_event()), close()}},
                    cut{"nonsense", {send(stream_head() + text_event("half") + "data: <html>\n\n"), close()}},
                    cut{"error_event",
                        {send(stream_head() + text_event("half") + "data: {\"error\":{\"code\":500}}\n\n"), close()}}),
    [](auto const& info) { return std::string(info.param.name); });

TEST_F(openai_provider, never_takes_a_stream_that_was_reset_for_a_whole_one) {
    upstream.answer({send(chunked_stream_head() + chunk(text_event("half"))), gate(), reset()});

    auto const heard = on_loop(loops, read_and_open_gate());

    EXPECT_EQ(heard.text(), "half");
    ASSERT_TRUE(heard.failure);
    EXPECT_EQ(heard.failure->code, core::errc::upstream_failed);
}

TEST_F(openai_provider, is_complete_when_the_connection_breaks_after_the_finish) {
    upstream.answer({send(chunked_stream_head() + chunk(text_event("a") + finish_event())), gate(), reset()});

    auto const heard = on_loop(loops, read_and_open_gate());

    EXPECT_FALSE(heard.failure);
    EXPECT_EQ(heard.finish(), llm::finish_reason::stop);
}

TEST_F(openai_provider, tells_a_refusal_in_our_words) {
    upstream.answer({send(whole_reply(401, R"({"error":{"message":"Incorrect API key sk-secret"}})"))});

    auto const heard = ask();

    ASSERT_TRUE(heard.failure);
    EXPECT_EQ(heard.failure->code, core::errc::unauthorized);
    EXPECT_EQ(heard.failure->message, "openai refuses the key: check OPENAI_API_KEY.");
}

TEST_F(openai_provider, tells_how_long_the_server_wants_to_be_left_alone) {   // R-14
    upstream.answer({send(whole_reply(429, "{}", "Retry-After: 7\r\n"))});
    EXPECT_EQ(ask().failure->retry_after_s, 7);

    upstream.answer({send(whole_reply(429, "{}", "Retry-After: -1\r\n"))});
    EXPECT_EQ(ask().failure->retry_after_s, 7) << "the script before serves once more";
    EXPECT_EQ(ask().failure->retry_after_s, std::nullopt);
}

TEST_F(openai_provider, says_that_nobody_listens) {
    auto nowhere = config();
    {
        fake_provider gone;
        nowhere.server.base_url = gone.url();
    }
    llm::openai_provider lost(client, time, nowhere);

    auto const heard = on_loop(loops, support::ask(lost, request()));

    ASSERT_TRUE(heard.failure);
    EXPECT_EQ(heard.failure->code, core::errc::upstream_failed);
    EXPECT_TRUE(heard.failure->retryable);
    EXPECT_NE(heard.failure->message.find("can't be reached"), std::string::npos) << heard.failure->message;
}

TEST_F(openai_provider, names_the_setting_of_an_address_that_is_none) {
    auto odd = config();
    odd.server.base_url = "localhost without a scheme";
    llm::openai_provider lost(client, time, odd);

    auto const heard = on_loop(loops, support::ask(lost, request()));

    EXPECT_EQ(heard.failure->code, core::errc::upstream_failed);
    EXPECT_FALSE(heard.failure->retryable);
    EXPECT_NE(heard.failure->message.find("OPENAI_BASE_URL"), std::string::npos) << heard.failure->message;
}

TEST_F(openai_provider, gives_up_on_a_server_that_says_nothing) {
    upstream.answer({hang()});

    auto const heard = ask({.first_token = 30ms});

    EXPECT_EQ(heard.failure->code, core::errc::timeout);
    EXPECT_TRUE(upstream.client_left());
}

TEST_F(openai_provider, gives_up_on_a_stream_that_falls_silent) {
    upstream.answer({send(stream_head() + text_event("half")), hang()});

    auto const heard = ask({.silence = 30ms});

    EXPECT_EQ(heard.text(), "half");
    ASSERT_TRUE(heard.failure);
    EXPECT_EQ(heard.failure->code, core::errc::timeout);
    EXPECT_EQ(heard.failure->provider, "openai");
}

TEST_F(openai_provider, closes_the_connection_when_its_stream_is_destroyed) {
    upstream.answer({send(stream_head() + text_event("half")), hang()});

    on_loop(loops, read_once());

    EXPECT_TRUE(upstream.client_left());
}

TEST_F(openai_provider, closes_the_connection_when_cancelled) {
    upstream.answer({send(stream_head() + text_event("half")), hang()});
    boost::asio::cancellation_signal stop;
    std::promise<std::exception_ptr> ended;
    auto tell = boost::asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr e) { ended.set_value(e); });
    boost::asio::co_spawn(loops.context(0), read_until_cancelled(stop), tell);

    EXPECT_THROW(std::rethrow_exception(ended.get_future().get()), boost::system::system_error);
    EXPECT_TRUE(upstream.client_left());
}

TEST_F(openai_provider, lists_the_models_that_chat) {
    upstream.answer({send(whole_reply(
        200, R"({"data":[{"id":"gpt-x"},{"id":"text-embedding-3"},{"id":5},{"id":"vl","max_model_len":4096}]})"))});

    auto const models = on_loop(loops, model.models());

    ASSERT_TRUE(models);
    ASSERT_EQ(models->size(), 2u);
    EXPECT_EQ(models->at(0).id, "openai/gpt-x");
    EXPECT_EQ(models->at(1).context_tokens, 4096);
    EXPECT_TRUE(upstream.requests()[0].head.starts_with("GET /v1/models "));
}

TEST_F(openai_provider, lists_nothing_where_the_reply_is_no_list) {
    for (auto const* body : {"", "{", "[]", "{\"data\":{}}", "{\"data\":[[]]}"}) {
        fake_provider other;
        other.answer({send(whole_reply(200, body))});
        auto there = config();
        there.server.base_url = other.url();
        llm::openai_provider odd(client, time, there);

        auto const models = on_loop(loops, odd.models());

        ASSERT_TRUE(models) << body;
        EXPECT_TRUE(models->empty()) << body;
    }
}

TEST_F(openai_provider, fails_to_list_where_it_is_refused) {
    upstream.answer({send(whole_reply(403, "{}"))});

    EXPECT_EQ(on_loop(loops, model.models()).error().code, core::errc::unauthorized);
}

}  // namespace
