#include "support/scripted_server.hpp"

#include <boost/json/object.hpp>
#include <gtest/gtest.h>

#include <iostream>

// Providers that are down, slow, cut the stream or send nonsense: a clean error, the text so far kept and marked, never
// an answer that looks finished and is not.

namespace {

using support::question;

support::script stream_of(std::string const& body, support::step end) {
    return {support::send(support::stream_head() + body), std::move(end)};
}

struct fault {
    char const* name;
    support::script upstream;
    int status;  // of POST /chat
    char const* code;  // in the error event
    char const* kept;  // of the answer
};

void PrintTo(fault const& f, std::ostream* out) { *out << f.name; }

std::string const hello = support::text_event("Hello ") + support::text_event("wor");

std::vector<fault> const faults{
    {"refuses_the_key",
     {support::send(support::whole_reply(401, R"({"error":{"message":"bad key sk-secret"}})"))},
     502,
     "LLM_PROVIDER_ERROR",
     ""},
    {"is_broken", {support::send(support::whole_reply(500, "stack trace"))}, 502, "LLM_PROVIDER_ERROR", ""},
    {"is_overloaded", {support::send(support::whole_reply(503, "{}"))}, 502, "LLM_PROVIDER_ERROR", ""},
    {"limits_us",
     {support::send(support::whole_reply(429, "{}", "Retry-After: 7\r\n"))},
     429,
     "RATE_LIMIT_EXCEEDED",
     ""},
    {"resets_at_once", {support::reset()}, 502, "LLM_PROVIDER_ERROR", ""},
    {"closes_at_once", {support::close()}, 502, "LLM_PROVIDER_ERROR", ""},
    {"sends_no_http", {support::send("I am no web server\r\n\r\n"), support::close()}, 502, "LLM_PROVIDER_ERROR", ""},
    {"sends_a_page",
     {support::send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>")},
     502,
     "LLM_PROVIDER_ERROR",
     ""},
    {"says_nothing", {support::send(support::stream_head()), support::hang()}, 504, "LLM_TIMEOUT", ""},
    {"never_replies", {support::hang()}, 504, "LLM_TIMEOUT", ""},
    {"ends_without_an_end", stream_of(hello, support::close()), 502, "LLM_PROVIDER_ERROR", "Hello wor"},
    {"is_reset_in_the_middle", stream_of(hello, support::reset()), 502, "LLM_PROVIDER_ERROR", "Hello wor"},
    {"stalls_in_the_middle", stream_of(hello, support::hang()), 504, "LLM_TIMEOUT", "Hello wor"},
    {"sends_nonsense_in_the_middle", stream_of(hello + "data: {\"choices\":[{\n\n", support::close()), 502,
     "LLM_PROVIDER_ERROR", "Hello wor"},
    {"reports_an_error_in_the_middle",
     stream_of(hello + "data: {\"error\":{\"message\":\"engine on fire\",\"code\":500}}\n\n", support::close()), 502,
     "LLM_PROVIDER_ERROR", "Hello wor"},
};

class provider_fault : public testing::TestWithParam<fault>, protected support::scripted_server {
public:
    static void SetUpTestSuite() { std::cout << faults.size() << " provider faults\n"; }

protected:
    provider_fault()
        : scripted_server([](core::settings& settings) {
              settings.models.timeout = settings.models.first_token_timeout = std::chrono::milliseconds(300);
          }) {
        upstream.answer(GetParam().upstream);
    }
};

TEST_P(provider_fault, ends_the_stream_with_an_error_and_keeps_the_text) {
    auto stream = client.ask(question("hello"));
    auto const events = stream.rest();

    EXPECT_EQ(support::what_is_wrong_with(events), "");
    ASSERT_EQ(events.back().name, "error");
    auto const error = events.back().json();
    EXPECT_EQ(error.at("code"), GetParam().code);
    EXPECT_FALSE(error.at("message").as_string().empty());
    EXPECT_TRUE(error.at("retryable").is_bool());
    EXPECT_EQ(events.back().data.find("sk-secret"), std::string::npos);
    EXPECT_EQ(support::shown_text(events), GetParam().kept);
    auto const stored = client.get("/api/v1/messages/" + stream.field("x-message-id"));
    EXPECT_EQ(stored.string("content"), GetParam().kept);
    EXPECT_EQ(stored.string("finish_reason"), "error");
    EXPECT_EQ(stored.body.at("error").at("code"), GetParam().code);
}

TEST_P(provider_fault, gives_a_json_caller_the_fitting_status) {
    auto const reply = client.post("/api/v1/chat", question("hello"));

    EXPECT_EQ(reply.status, GetParam().status) << reply.text;
    EXPECT_EQ(reply.error_code(), GetParam().code) << reply.text;
    EXPECT_EQ(reply.text.find("sk-secret"), std::string::npos);
    EXPECT_EQ(reply.text.find("stack trace"), std::string::npos);
    EXPECT_EQ(client.get("/health/ready").status, 200) << "a provider alone never makes the server unready";
}

INSTANTIATE_TEST_SUITE_P(api, provider_fault, testing::ValuesIn(faults),
                         [](auto const& info) { return info.param.name; });

TEST(provider, that_is_not_there_is_an_error) {
    std::string url;
    {
        support::fake_provider gone;
        url = gone.url();
    }
    support::test_application server([&](core::settings& settings) {
        settings.models.provider = "openai";
        settings.models.openai_base_url = url + "/v1";
        settings.models.default_model = "m";
    });

    auto const reply = server.client().post("/api/v1/chat", question("hello"));

    EXPECT_EQ(reply.status, 502) << reply.text;
    EXPECT_EQ(reply.error_code(), "LLM_PROVIDER_ERROR");
    EXPECT_EQ(reply.body.at("error").at("details").at("provider"), "openai");
}

TEST(provider, can_be_asked_again_after_a_failure) {
    support::test_application server;
    auto const failed = server.client().post("/api/v1/chat", question("hello", "demo:error=unavailable"));
    auto const list = server.client().get("/api/v1/conversations").body;
    auto const id = std::string(list.at("conversations").at(0).at("id").as_string());

    auto const again = server.client().post("/api/v1/chat", question("hello again", "demo:tokens=3", id));

    EXPECT_EQ(failed.status, 502);
    EXPECT_EQ(again.status, 200) << again.text;
}

TEST(provider, is_asked_no_more_once_the_user_cancels) {
    support::fake_provider upstream;
    upstream.answer({support::send(support::stream_head() + hello), support::hang()});
    support::test_application server([&](core::settings& settings) {
        settings.models.provider = "openai";
        settings.models.openai_base_url = upstream.url() + "/v1";
        settings.models.default_model = "m";
    });
    auto stream = server.client().ask(question("hello"));
    stream.take(2);

    server.client().post("/api/v1/chat/streams/" + stream.field("x-turn-id") + "/cancel");

    EXPECT_TRUE(upstream.client_left());
    auto const rest = stream.rest();
    EXPECT_EQ(rest.back().json().at("finish_reason"), "cancelled");
}

}  // namespace
