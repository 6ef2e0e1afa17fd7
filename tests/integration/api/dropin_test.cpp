#include "support/scripted_server.hpp"

#include "store/sqlite/connection.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <chrono>

// The drop-in APIs below what their own clients test (tests/e2e/sdk): what is stored and what is not, what upstream is
// asked and when it is left alone, and errors that come before anybody reads the body.

namespace {

using namespace std::chrono_literals;
using support::api_reply;
namespace json = boost::json;

std::string chat(std::string_view model, std::string_view more = "") {
    return R"({"model":")" + std::string(model) + R"(","messages":[{"role":"user","content":"hi"}])" +
           std::string(more) + "}";
}

std::int64_t rows_of(support::test_application const& server, store::statement const& counting) {
    store::connection db(server.folder() / "data" / "parlance.db", {.read_only = true});
    auto found = db.query(counting);
    return found.next() ? found.get<std::int64_t>(0) : -1;
}

json::object at(json::value const& body, char const* list) { return body.at(list).at(0).as_object(); }

support::event_source post(support::api_client const& client, std::string const& path, std::string const& body) {
    return {client.port(), "POST " + path +
                               " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: " +
                               std::to_string(body.size()) + "\r\n\r\n" + body};
}

support::script says(std::string const& text) {
    return {support::send(support::stream_head() + support::text_event(text) + support::finish_event() +
                          support::usage_event(7, 1) + support::done_event()),
            support::close()};
}

class dropin_with_demo : public testing::Test {
protected:
    support::test_application server;
    support::api_client const& client = server.client();
};

TEST_F(dropin_with_demo, answers_and_stores_nothing_but_the_cost) {
    auto const reply = client.post("/v1/chat/completions", chat("demo:tokens=5"));

    ASSERT_EQ(reply.status, 200) << reply.text;
    EXPECT_EQ(at(reply.body, "choices").at("finish_reason"), "stop");
    EXPECT_EQ(reply.body.at("usage").at("completion_tokens"), 5);
    EXPECT_EQ(reply.string("model"), "demo:tokens=5");
    server.stop();
    EXPECT_EQ(rows_of(server, store::statement{"SELECT count(*) FROM turns"}), 0);
    EXPECT_EQ(rows_of(server, store::statement{"SELECT count(*) FROM messages"}), 0);
    EXPECT_EQ(rows_of(server, store::statement{"SELECT count(*) FROM conversations"}), 0);
    EXPECT_EQ(rows_of(server,
                      store::statement{
                          "SELECT count(*) FROM cost_events WHERE conversation_id = '' AND completion_tokens = 5"}),
              1);
}

TEST_F(dropin_with_demo, keeps_what_is_asked_to_be_kept_and_stores_what_is_told_again_once) {
    auto const first = client.post("/v1/chat/completions", chat("demo:tokens=3", R"(,"store":true)"));
    ASSERT_EQ(first.status, 200) << first.text;
    auto const id = first.fields.at("x-conversation-id");
    auto const text = at(first.body, "choices").at("message").at("content").as_string();
    json::object next{{"model", "demo:tokens=2"},
                      {"messages", json::array{{{"role", "system"}, {"content", "Be brief."}},
                                               {{"role", "user"}, {"content", "hi"}},
                                               {{"role", "assistant"}, {"content", text}},
                                               {{"role", "user"}, {"content", "more"}}}}};

    for (int i = 0; i < 2; ++i) {
        auto const reply =
            client.post("/v1/chat/completions", json::serialize(next), {{"X-Parlance-Conversation", id}});
        EXPECT_EQ(reply.status, 200) << reply.text;
        EXPECT_EQ(reply.fields.at("x-conversation-id"), id);
    }

    auto const stored = client.get("/api/v1/conversations/" + id + "/messages").body.at("messages").as_array();
    ASSERT_EQ(stored.size(), 5u);   // hi, its answer, more, and two answers to it
    EXPECT_EQ(stored[3].at("parent_id"), stored[2].at("id"));
    EXPECT_EQ(stored[4].at("parent_id"), stored[2].at("id"));
    EXPECT_EQ(client.get("/api/v1/conversations/" + id).string("system_prompt"), "Be brief.");
    EXPECT_EQ(client.post("/v1/chat/completions", chat("demo"), {{"X-Parlance-Conversation", "not-mine"}}).status, 404);
}

TEST_F(dropin_with_demo, refuses_what_only_the_operator_may_say) {
    for (auto const* more :
         {R"(,"base_url":"http://127.0.0.1:1")", R"(,"api_key":"sk-1")", R"(,"extra_headers":{"x":"y"})", R"(,"n":2)",
          R"(,"temperature":3)", R"(,"max_tokens":-1)", R"(,"tools":[{"type":"web_search"}])"}) {
        SCOPED_TRACE(more);
        auto const reply = client.post("/v1/chat/completions", chat("demo:tokens=1", more));
        EXPECT_EQ(reply.status, 400) << reply.text;
        EXPECT_EQ(reply.body.at("error").at("type"), "invalid_request_error");
    }
}

struct asked_more {
    char const* path;
    std::string more;
    char const* refused = nullptr;   // the field; null where it is answered
};

// What would change the answer is done or refused, and never passed over; the rest is no reason to refuse.
TEST_F(dropin_with_demo, refuses_what_it_cannot_do_and_ignores_what_says_nothing) {
    constexpr auto chats = "/v1/chat/completions", responses = "/v1/responses", messages = "/v1/messages";
    for (auto const& each : {
             asked_more{chats, R"("logprobs":true)", "logprobs"},
             {chats, R"("top_logprobs":2)", "top_logprobs"},
             {chats, R"("logit_bias":{"50256":-100})", "logit_bias"},
             {chats, R"("modalities":["text","audio"],"audio":{"voice":"x","format":"wav"})", "modalities"},
             {chats, R"("functions":[{"name":"f"}])", "functions"},
             {chats, R"("web_search_options":{})", "web_search_options"},
             {chats, R"("logprobs":false,"top_logprobs":0,"logit_bias":{},"modalities":["text"],"functions":[],"n":1)"},
             {chats, R"("user":"u","metadata":{"a":"b"},"service_tier":"auto","prompt_cache_key":"k","seed":1,)"
                     R"("safety_identifier":"s","stream_options":{"include_obfuscation":false},"unheard_of":[1])"},
             {chats, R"("reasoning_effort":"low","verbosity":"low","parallel_tool_calls":true,"stop":null)"},
             {responses, R"("background":true)", "background"},
             {responses, R"("conversation":"conv_1")", "conversation"},
             {responses, R"("prompt":{"id":"pmpt_1"})", "prompt"},
             {responses, R"("top_logprobs":5)", "top_logprobs"},
             {responses, R"("background":false,"conversation":null,"include":["reasoning.encrypted_content"],)"
                         R"("truncation":"auto","user":"u","text":{"verbosity":"low"},"service_tier":"default")"},
             {messages, R"("mcp_servers":[{"type":"url","url":"https://x.example"}])", "mcp_servers"},
             {messages, R"("thinking":{"type":"enabled","budget_tokens":5})", "thinking"},
             {messages, R"("top_k":-1)", "top_k"},
             {messages, R"("mcp_servers":[],"metadata":{"user_id":"u"},"service_tier":"auto","top_k":40,)"
                        R"("thinking":{"type":"enabled","budget_tokens":2048},"context_management":{"edits":[]},)"
                        R"("system":[{"type":"text","text":"x","cache_control":{"type":"ephemeral"}}])"},
             {messages, R"("output_format":{"type":"json_schema","schema":{"type":"object"}})"},
         }) {
        SCOPED_TRACE(each.more);
        auto const said = each.path == responses ? R"({"input":"hi",)"
                                                 : R"({"max_tokens":9,"messages":[{"role":"user","content":"hi"}],)";
        auto const reply = client.post(each.path, said + (R"("model":"demo:tokens=1",)" + each.more) + "}");
        EXPECT_EQ(reply.status, each.refused ? 400 : 200) << reply.text;
        if (each.refused && each.path != messages) EXPECT_EQ(reply.body.at("error").at("param"), each.refused);
    }
}

TEST_F(dropin_with_demo, tells_versions_times_and_pages_as_each_api_does) {
    support::extra_fields const anthropic{{"anthropic-version", "2023-06-01"}};
    auto const answered = client.post("/v1/chat/completions", chat("demo:tokens=1"));
    EXPECT_EQ(answered.fields.at("openai-version"), "2020-10-01");
    EXPECT_GE(std::stoi(answered.fields.at("openai-processing-ms")), 0);
    EXPECT_TRUE(answered.fields.contains("x-request-id"));
    auto const streamed = post(client, "/v1/chat/completions", chat("demo:tokens=1", R"(,"stream":true)"));
    EXPECT_GE(std::stoi(streamed.field("openai-processing-ms")), 0);
    auto const listed = client.get("/v1/models?beta=true", anthropic);
    EXPECT_EQ(listed.fields.at("request-id"), listed.fields.at("x-request-id"));
    EXPECT_FALSE(listed.fields.contains("openai-processing-ms"));
    EXPECT_EQ(listed.body.at("has_more"), false);
    EXPECT_EQ(listed.body.at("data").as_array().front().at("id"), listed.body.at("first_id"));

    auto const behind = client.get("/v1/models?after_id=" + listed.string("last_id"), anthropic);
    EXPECT_EQ(behind.body.at("data").as_array().size(), 0u) << behind.text;
    for (auto const* wrong : {"?after_id=nobody", "?limit=0", "?order=up"}) {
        auto const refused = client.get(std::string("/v1/models") + wrong, anthropic);
        EXPECT_EQ(refused.status, 400) << wrong;
        EXPECT_EQ(refused.body.at("error").at("type"), "invalid_request_error");
    }
    EXPECT_EQ(client.get("/v1/models?after=nobody").status, 400);
    EXPECT_EQ(client.get("/v1/models?limit=1&order=desc").body.at("object"), "list");
}

TEST_F(dropin_with_demo, ranks_documents_as_clients_of_rerankers_ask_for_it) {
    auto const reply = client.post("/v1/rerank", R"({"query":"How to bake bread?","documents":["Tax law",
        {"text":"Bake bread at home"},"Bread"],"top_n":2,"return_documents":true,"rank_fields":["text"]})");

    ASSERT_EQ(reply.status, 200) << reply.text;
    EXPECT_EQ(reply.string("object"), "list");
    EXPECT_EQ(reply.string("model"), "demo");
    EXPECT_TRUE(reply.string("id").starts_with("rerank-"));
    auto const results = reply.body.at("results").as_array();
    ASSERT_EQ(results.size(), 2u);
    EXPECT_EQ(results[0].at("index"), 1);
    EXPECT_EQ(results[0].at("document").at("text"), "Bake bread at home");
    EXPECT_GT(results[0].at("relevance_score").as_double(), results[1].at("relevance_score").as_double());
    EXPECT_GT(reply.body.at("usage").at("total_tokens").as_int64(), 0);
    auto const plain = client.post("/v1/rerank", R"({"query":"x","documents":["x","y"]})");
    EXPECT_EQ(plain.body.at("results").as_array().size(), 2u);
    EXPECT_FALSE(at(plain.body, "results").contains("document"));
    server.stop();
    EXPECT_EQ(rows_of(server, store::statement{"SELECT count(*) FROM cost_events WHERE purpose = 'rerank' AND "
                                               "conversation_id = '' AND prompt_tokens > 0"}),
              2);
}

TEST_F(dropin_with_demo, refuses_documents_that_cannot_be_ranked_and_names_the_place) {
    std::string many = R"("x")";
    for (int i = 0; i < 1000; ++i) many += R"(,"x")";
    std::pair<std::string, char const*> const wrong[] = {
        {R"({"documents":["x"]})", "query"},
        {R"({"query":"","documents":["x"]})", "query"},
        {R"({"query":"x"})", "documents"},
        {R"({"query":"x","documents":"x"})", "documents"},
        {R"({"query":"x","documents":[]})", "documents"},
        {R"({"query":"x","documents":["x",""]})", "documents.1"},
        {R"({"query":"x","documents":["x",7]})", "documents.1"},
        {R"({"query":"x","documents":[{"title":"x"}]})", "documents.0.text"},
        {R"({"query":"x","documents":[)" + many + "]}", "documents"},
        {R"({"query":"x","documents":["x"],"top_n":0})", "top_n"},
        {R"({"query":"x","documents":["x"],"base_url":"http://127.0.0.1:1"})", "base_url"}};
    for (auto const& [body, place] : wrong) {
        SCOPED_TRACE(body.substr(0, 80));
        auto const reply = client.post("/v1/rerank", body);
        EXPECT_EQ(reply.status, 400) << reply.text;
        EXPECT_EQ(reply.body.at("error").at("param"), place);
    }
    EXPECT_EQ(client.post("/v1/rerank", R"({"model":"demo:error=unavailable","query":"x","documents":["x"]})").status,
              502);
}

TEST(dropin_with_reranker, asks_the_service_that_the_operator_named_and_shows_nothing_of_a_wrong_reply) {
    support::fake_provider upstream;
    support::test_application server([&](core::settings& settings) {
        settings.knowledge.rerank_url = upstream.url() + "/v1";
        settings.knowledge.rerank_api_key = "rk-secret";
        settings.knowledge.rerank_model = "bge";
        settings.knowledge.rerank_documents_max = 2;
    });
    auto const& client = server.client();
    auto const ask = [&](char const* documents) {
        return client.post("/v1/rerank", R"({"query":"x","documents":)" + std::string(documents) + "}");
    };
    upstream.answer({support::send(support::whole_reply(200, R"({"results":[{"index":1,"relevance_score":2.5},
        {"index":0,"relevance_score":-1}],"usage":{"total_tokens":12}})"))});
    upstream.answer({support::send(support::whole_reply(200, R"({"results":[{"index":0,"relevance_score":1},
        {"index":7,"relevance_score":"inner words"}]})"))});

    auto const good = ask(R"(["a","b"])");
    auto const wrong = ask(R"(["a","b"])");

    EXPECT_EQ(good.status, 200) << good.text;
    EXPECT_EQ(good.string("model"), "bge");
    EXPECT_EQ(at(good.body, "results").at("index"), 1);
    EXPECT_EQ(good.body.at("usage").at("prompt_tokens"), 12);
    EXPECT_EQ(wrong.status, 502);
    EXPECT_EQ(wrong.body.at("error").at("code"), "upstream_error");
    EXPECT_EQ(wrong.text.find("inner words"), std::string::npos);
    EXPECT_EQ(ask(R"(["a","b","c"])").status, 400);
    EXPECT_EQ(upstream.requests().size(), 2u);
    EXPECT_TRUE(upstream.requests()[0].head.contains("Authorization: Bearer rk-secret"));
    EXPECT_TRUE(client.get("/api/v1/providers").text.contains(R"("rerank")"));
    EXPECT_EQ(client.get("/api/v1/models").text.find("rerank/"), std::string::npos) << "it answers no prompts";
}

struct early {
    char const* method;
    char const* path;
    std::string body;
    int status;
    support::extra_fields fields{};
};

TEST_F(dropin_with_demo, says_what_comes_before_a_handler_in_the_callers_shape) {
    std::string const huge = chat("demo", R"(,"x":")" + std::string(3 << 20, 'x') + '"');
    for (auto const& each :
         {early{"POST", "/v1/chat/completions", "{}", 401, {{"Authorization", "Bearer parl_12345678_wrong"}}},
          early{"GET", "/v1/nothing", "", 404}, early{"GET", "/v1/chat/completions", "", 405},
          early{"POST", "/v1/chat/completions", huge, 413}, early{"POST", "/v1/chat/completions", "{", 400}}) {
        SCOPED_TRACE(each.path + std::to_string(each.status));
        auto const reply = client.send(each.method, each.path, each.body, each.fields);
        EXPECT_EQ(reply.status, each.status) << reply.text;
        for (auto const* name : {"message", "type", "param", "code"})
            EXPECT_TRUE(reply.body.at("error").as_object().contains(name)) << reply.text;
    }
}

class dropin_with_provider : public testing::Test, protected support::scripted_server {
protected:
    void expect_upstream_left_within_100_ms(std::chrono::steady_clock::time_point since) {
        ASSERT_TRUE(upstream.client_left());
        EXPECT_LT(std::chrono::steady_clock::now() - since, 100ms + 400ms);   // a test machine's share on top
    }
};

TEST_F(dropin_with_provider, leaves_upstream_when_the_client_goes_before_any_word) {
    upstream.answer({support::send(support::stream_head()), support::hang()});
    support::raw_client caller(client.port());
    auto const body = chat("m");
    caller.send("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                "Content-Length: " +
                std::to_string(body.size()) + "\r\n\r\n" + body);
    ASSERT_TRUE(upstream.received(1));

    auto const left = std::chrono::steady_clock::now();
    caller.close();

    expect_upstream_left_within_100_ms(left);
}

TEST_F(dropin_with_provider, hands_on_tools_their_results_and_what_the_answer_must_look_like) {
    upstream.answer({support::send(support::stream_head() + support::text_event("done") + support::finish_event() +
                                   support::usage_event(7, 1) + support::done_event()),
                     support::close()});
    json::object const body{
        {"model", "m"},
        {"messages", json::array{{{"role", "user"},
                                  {"content", json::array{{{"type", "text"}, {"text", "look"}},
                                                          {{"type", "image_url"},
                                                           {"image_url", {{"url", "data:image/png;base64,aGk="}}}}}}},
                                 {{"role", "assistant"},
                                  {"content", nullptr},
                                  {"tool_calls", json::array{{{"id", "c1"},
                                                              {"type", "function"},
                                                              {"function", {{"name", "look"}, {"arguments", "{}"}}}}}}},
                                 {{"role", "tool"}, {"tool_call_id", "c1"}, {"content", "a cat"}}}},
        {"tools",
         json::array{{{"type", "function"}, {"function", {{"name", "look"}, {"parameters", {{"type", "object"}}}}}}}},
        {"tool_choice", {{"type", "function"}, {"function", {{"name", "look"}}}}},
        {"response_format", {{"type", "json_schema"}, {"json_schema", {{"name", "n"}, {"schema", json::object()}}}}},
        {"stop", "END"},
        {"seed", 7}};

    auto const reply = client.post("/v1/chat/completions", json::serialize(body));

    ASSERT_EQ(reply.status, 200) << reply.text;
    EXPECT_EQ(reply.body.at("usage").at("prompt_tokens"), 7);
    auto const sent = json::parse(upstream.requests().at(0).body).as_object();
    EXPECT_EQ(sent.at("tools").at(0).at("function").at("name"), "look");
    EXPECT_EQ(sent.at("tool_choice"), body.at("tool_choice"));
    EXPECT_EQ(sent.at("response_format"), body.at("response_format"));
    EXPECT_EQ(sent.at("stop"), (json::array{"END"}));
    EXPECT_EQ(sent.at("seed"), 7);
    EXPECT_EQ(sent.at("messages").at(2), body.at("messages").at(2));
    EXPECT_EQ(sent.at("messages").at(1).at("tool_calls"), body.at("messages").at(1).at("tool_calls"));
    EXPECT_EQ(sent.at("messages").at(0).at("content"), body.at("messages").at(0).at("content"));
}

TEST_F(dropin_with_provider, makes_a_kept_answer_again_after_a_crash_from_all_that_was_asked) {
    upstream.answer({support::send(support::stream_head() + support::text_event("half")), support::hang()});
    auto caller = post(client, "/v1/chat/completions",
                       chat("m", R"(,"stream":true,"store":true,"seed":7,"tools":[{"type":"function","function":)"
                                 R"({"name":"look","parameters":{"type":"object"}}}])"));
    ASSERT_TRUE(upstream.received(1));
    ASSERT_TRUE(caller.readable_within(5s));

    server.abandon();
    upstream.answer(says("whole"));
    server.start();

    ASSERT_TRUE(upstream.received(2));
    auto const sent = upstream.requests();
    EXPECT_EQ(json::parse(sent[1].body), json::parse(sent[0].body));
}

struct streamed {
    char const* path;
    std::string body;
    char const* ends_well;
};
streamed const streams[] = {
    {"/v1/chat/completions", chat("m", R"(,"stream":true,"fallbacks":["n"])"), "[DONE]"},
    {"/v1/responses", R"({"model":"m","input":"hi","stream":true,"fallbacks":["n"]})", "response.completed"},
    {"/v1/messages", chat("m", R"(,"stream":true,"max_tokens":99,"fallbacks":["n"])"), "message_stop"},
    {"/api/chat", R"({"id":"x","models":["n"],"messages":[{"role":"user","parts":[{"type":"text","text":"hi"}]}]})",
     "[DONE]"},
};

std::string bytes_of(support::event_source stream) {
    std::string out;
    for (auto const& event : stream.rest()) out += event.name + " " + event.data + "\n";
    return out;
}

// Thoughts are no answer: where nothing but them was shown, another model's answer follows in the same stream.
TEST(dropin_streams, goes_on_where_only_thoughts_were_cut) {
    for (auto const& each : streams) {
        SCOPED_TRACE(each.path);
        support::scripted_server one;
        one.upstream.answer({support::send(support::stream_head() +
                                           "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"so far\"}}]}\n\n"),
                             support::close()});
        one.upstream.answer(says("whole"));

        auto const shown = bytes_of(post(one.client, each.path, each.body));

        EXPECT_NE(shown.find("so far"), shown.npos) << shown;
        EXPECT_NE(shown.find("whole"), shown.npos) << shown;
        EXPECT_NE(shown.find(each.ends_well), shown.npos) << shown;
        EXPECT_EQ(shown.find("error\":{"), shown.npos) << shown;
    }
}

// Where a model can't be made to go on, nothing glues another answer to what was shown.
TEST(dropin_streams, begins_anew_only_where_that_can_be_told) {
    for (auto const& each : streams) {
        SCOPED_TRACE(each.path);
        support::scripted_server one;
        one.upstream.answer({support::send(support::stream_head() + support::text_event("half an ans")),
                             support::close()});
        one.upstream.answer({support::send(support::whole_reply(400, R"({"error":{"message":"no","code":"x"}})"))});
        one.upstream.answer(says("whole"));

        auto const shown = bytes_of(post(one.client, each.path, each.body));

        EXPECT_NE(shown.find("half an ans"), shown.npos) << shown;
        if (std::string_view(each.path) == "/api/chat") {
            auto const told = shown.find(R"({"type":"data-restarted","data":{}})");
            EXPECT_LT(told, shown.find("whole")) << shown;
            EXPECT_NE(shown.find(each.ends_well), shown.npos) << shown;
        } else {
            EXPECT_NE(shown.find("begun anew"), shown.npos) << shown;
            EXPECT_EQ(shown.find("whole"), shown.npos) << shown;
            EXPECT_EQ(shown.find(each.ends_well), shown.npos) << shown;
        }
    }
}

// A call of which only a part had come was shown to nobody; the text before it stands.
TEST(dropin_streams, goes_on_behind_the_text_where_a_call_was_cut) {
    auto const call = [](std::string const& more) {
        return R"(data: {"choices":[{"delta":{"tool_calls":[{"index":0,)" + more + "}]}}]}\n\n";
    };
    for (auto const& each : streams) {
        SCOPED_TRACE(each.path);
        support::scripted_server one;
        one.upstream.answer(
            {support::send(support::stream_head() + support::text_event("Let me look.") +
                           call(R"("id":"call-cut","function":{"name":"look","arguments":"{\"at\":"})")),
             support::close()});
        one.upstream.answer(
            {support::send(support::stream_head() +
                           call(R"("id":"call-whole","function":{"name":"look","arguments":"{\"at\":7}"})") +
                           support::finish_event("tool_calls") + support::done_event()),
             support::close()});

        auto const shown = bytes_of(post(one.client, each.path, each.body));

        EXPECT_NE(shown.find("Let me look."), shown.npos) << shown;
        EXPECT_NE(shown.find("call-whole"), shown.npos) << shown;
        EXPECT_EQ(shown.find("call-cut"), shown.npos) << shown;
        EXPECT_NE(shown.find(each.ends_well), shown.npos) << shown;
    }
}

TEST_F(dropin_with_provider, answers_with_a_status_where_a_stream_fails_before_its_first_word) {
    upstream.answer({support::send(support::whole_reply(400, R"({"error":{"message":"no","code":"x"}})"))});

    auto const reply = client.post("/v1/chat/completions", chat("m", R"(,"stream":true)"));

    EXPECT_NE(reply.status, 200) << reply.text;
    EXPECT_TRUE(reply.body.at("error").as_object().contains("param")) << reply.text;
    EXPECT_EQ(reply.fields.at("x-should-retry"), "false");
}

}  // namespace
