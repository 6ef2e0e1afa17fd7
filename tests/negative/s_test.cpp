#include "store/sqlite/connection.hpp"
#include "support/fake_provider.hpp"
#include "support/test_application.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <iostream>

// What happens to streams when retention is over, the database is away, the model is silent, or its text is hostile.

namespace {

namespace json = boost::json;
using support::question;

constexpr auto endless = "demo:tokens=100000,delay_ms=5";

support::test_application::settings_change answered_by(support::fake_provider const& upstream) {
    return [url = upstream.url()](core::settings& settings) {
        settings.models.provider = "openai";
        settings.models.openai_base_url = url + "/v1";
        settings.models.default_model = "m";
        settings.chat.titles_enabled = false;
        settings.chat.stream_heartbeat = std::chrono::milliseconds(50);
    };
}

// Keeps everybody else from writing to a database, as a backup or a full disk would.
class write_lock {
public:
    explicit write_lock(std::filesystem::path const& file) : db_(file) { db_.run_script("BEGIN IMMEDIATE"); }
    ~write_lock() { db_.run_script("COMMIT"); }
    write_lock(write_lock const&) = delete;

private:
    store::connection db_;
};

TEST(s, S_08_a_stream_that_has_expired_says_where_its_answer_is) {
    support::test_application server([](core::settings& settings) {
        settings.chat.stream_retention = std::chrono::milliseconds(-1000);   // over as soon as it begins
    });
    auto const& client = server.client();
    auto stream = client.ask(question("hello", "demo:tokens=5"));
    auto const events = stream.rest();

    auto const reply = client.get("/api/v1/chat/streams/" + stream.field("x-turn-id"), {{"Last-Event-ID", "2"}});

    EXPECT_EQ(reply.status, 410);
    EXPECT_EQ(reply.error_code(), "STREAM_EXPIRED");
    auto const where = client.get(reply.fields.at("location"));
    EXPECT_EQ(where.string("content"), support::shown_text(events));
    auto const all = client.get("/api/v1/conversations/" + stream.field("x-conversation-id") + "/messages");
    EXPECT_EQ(all.body.at("total"), 2) << "nothing was generated again";
}

TEST(s, S_14_nothing_is_acknowledged_while_the_database_takes_no_writes) {
    support::test_application server([](core::settings& s) { s.models.default_model = "demo:tokens=3"; });
    auto const& client = server.client();
    {
        write_lock const lock(server.folder() / "data" / "parlance.db");
        auto const refused = client.post("/api/v1/chat", question("hello"), {{"Idempotency-Key", "k"}});

        EXPECT_EQ(refused.status, 503);
        EXPECT_EQ(refused.error_code(), "SERVICE_UNAVAILABLE");
        EXPECT_TRUE(refused.fields.contains("retry-after"));
        EXPECT_EQ(client.get("/api/v1/conversations").body.at("pagination").at("total"), 0) << "reading goes on";
    }
    auto const taken = client.post("/api/v1/chat", question("hello"), {{"Idempotency-Key", "k"}});
    EXPECT_EQ(taken.status, 200) << taken.text;
    EXPECT_EQ(client.get("/api/v1/conversations").body.at("pagination").at("total"), 1);
}

TEST(s, S_14_nothing_is_delivered_that_is_not_stored) {
    support::test_application server;
    auto const journal = server.folder() / "data" / "turns.db";
    auto stream = server.client().ask(question("hello", endless));
    auto seen = stream.take(3);
    std::uint64_t stored = 0;
    {
        write_lock const lock(journal);
        store::connection reader(journal, {.read_only = true});
        auto rows = reader.query("SELECT MAX(sequence) FROM journal");
        ASSERT_TRUE(rows.next());
        stored = rows.get<std::uint64_t>(0);
        auto const already_sent = stream.take(stored - seen.back().sequence());
        seen.insert(seen.end(), already_sent.begin(), already_sent.end());
        EXPECT_FALSE(stream.readable_within(std::chrono::milliseconds(300))) << "it has only what is stored";
    }
    auto const more = stream.take(5);
    seen.insert(seen.end(), more.begin(), more.end());
    server.client().post("/api/v1/chat/streams/" + stream.field("x-turn-id") + "/cancel");
    auto const rest = stream.rest();
    seen.insert(seen.end(), rest.begin(), rest.end());

    EXPECT_EQ(support::what_is_wrong_with(seen), "");
    EXPECT_EQ(server.client().get("/api/v1/messages/" + stream.field("x-message-id")).string("content"),
              support::shown_text(seen));
}

TEST(s, S_16_a_silent_stream_is_kept_open_by_comments_without_an_id) {
    support::fake_provider upstream;
    upstream.answer({support::send(support::stream_head()), support::hang()});
    support::test_application server(answered_by(upstream));
    auto stream = server.client().ask(question("hello"));

    ASSERT_EQ(stream.next(true)->name, "start");
    for (int i = 0; i < 3; ++i) {
        auto const comment = stream.next(true);
        ASSERT_TRUE(comment);
        EXPECT_FALSE(comment->comment.empty());
        EXPECT_EQ(comment->id + comment->name + comment->data, "");
    }
}

std::vector<std::pair<std::string, std::string>> const forgeries{
    {"done", "\n\ndata: [DONE]\n\n"},
    {"event", "x\n\nid: 99\nevent: complete\ndata: {\"finish_reason\":\"stop\"}\n\n"},
    {"carriage_return", "a\rid: 7\rdata: b\r\r"},
    {"both", "a\r\n\r\nevent: error\r\ndata: {}\r\n\r\n"},
    {"separators", "a\u2028b\u2029c\u0085d"},
    {"comment", "\n: waiting\n\n"},
    {"nul", std::string("a\0b", 3)},
    {"escapes", "\x1b[31m\\u0000\\\"}"},
    {"json", "\"}\n\n{\"token\":\"x"},
};

class forgery : public testing::TestWithParam<std::pair<std::string, std::string>> {
public:
    static void SetUpTestSuite() { std::cout << forgeries.size() << " forged payloads\n"; }
};

TEST_P(forgery, S_18_stays_text) {
    auto const& text = GetParam().second;
    auto const quoted = json::serialize(json::value(text));
    support::fake_provider upstream;
    upstream.answer({support::send(support::stream_head() + support::text_event(quoted.substr(1, quoted.size() - 2)) +
                                   support::finish_event() + support::done_event())});
    support::test_application server(answered_by(upstream));

    auto stream = server.client().ask(question("hello"));
    auto const events = stream.rest();

    ASSERT_EQ(support::what_is_wrong_with(events), "");
    EXPECT_EQ(events.back().name, "complete");
    EXPECT_EQ(support::shown_text(events), text);
    for (auto const& event : events) EXPECT_EQ(event.data.find_first_of("\r\n"), std::string::npos);
    auto const all = server.client().get("/api/v1/conversations/" + stream.field("x-conversation-id") + "/messages");
    EXPECT_EQ(all.body.at("messages").at(1).at("content").as_string(), text);
}

INSTANTIATE_TEST_SUITE_P(s, forgery, testing::ValuesIn(forgeries), [](auto const& info) { return info.param.first; });

}  // namespace
