#include "api/route.hpp"
#include "support/scripted_server.hpp"

#include <boost/json/object.hpp>
#include <gtest/gtest.h>

#include <iostream>
#include <set>

// What comes to a browser. X-11: what a provider sends is its answer's text or nothing: no event of its own making
// reaches a page.

namespace {

struct stream_row {
    char const* name;
    std::string bytes, shown;
};

std::string const hello = support::text_event("hello");

stream_row const streams[] = {
    {"execute", "event: execute\ndata: {\"code\":\"alert(1)\"}\n\n" + hello, "hello"},
    {"redirect", hello + "event: redirect\ndata: https://evil.example/\n\n", "hello"},
    {"our_own_name", hello + "event: complete\ndata: {\"finish_reason\":\"stop\"}\n\n", "hello"},
    {"our_own_marker", hello + "event: restarted\ndata: {\"attempt\":1,\"truncate_to\":1}\n\n", "hello"},
    {"unknown_type", "data: {\"type\":\"tool_call\",\"name\":\"run\",\"arguments\":\"rm\"}\n\n" + hello, "hello"},
    {"unknown_members", "data: {\"execute\":\"x\",\"redirect\":\"y\",\"choices\":[]}\n\n" + hello, "hello"},
    {"id_and_retry", "id: 4711\nretry: 1\n\n" + hello, "hello"},
    {"an_event_in_the_text", support::text_event("\\n\\nevent: execute\\ndata: {}\\n\\n"),
     "\n\nevent: execute\ndata: {}\n\n"},
    {"done_in_the_text", support::text_event("\\n\\ndata: [DONE]\\n\\n"), "\n\ndata: [DONE]\n\n"},
    {"separators_in_the_text", support::text_event("\\r\\u2028event: x\\u2029"), "\r\u2028event: x\u2029"},
};

class upstream_stream : public testing::TestWithParam<stream_row>, protected support::scripted_server {
public:
    static void SetUpTestSuite() { std::cout << std::size(streams) << " streams of a provider\n"; }
};

TEST_P(upstream_stream, X_11_adds_no_event) {
    auto const& row = GetParam();
    upstream.answer({support::send(support::stream_head() + row.bytes + support::finish_event() +
                                   support::usage_event(7, 3) + support::done_event())});

    auto const events = client.ask(support::question("hello")).rest();

    EXPECT_EQ(support::what_is_wrong_with(events), "");
    EXPECT_EQ(support::shown_text(events), row.shown);
    static std::set<std::string> const ours{"start", "token", "status", "usage", "complete", "error"};
    for (auto const& event : events) {
        EXPECT_TRUE(ours.contains(event.name)) << event.name;
        EXPECT_TRUE(event.json().is_object()) << event.data;
        EXPECT_EQ(event.data.find_first_of("\r\n"), event.data.npos);
    }
}

// no page of ours in another's frame, and no reply that a browser may take for something else.
TEST(pages, X_12_and_every_other_reply_are_framed_by_nobody) {
    support::test_application server([](core::settings& settings) { settings.chat.titles_enabled = false; });
    std::vector<std::string> paths{"/signin",        "/register", "/forgot",    "/reset",   "/settings",
                                   "/settings/keys", "/admin",    "/c/x",       "/nowhere", "/",
                                   "/api/none",      "//",        "/index.html"};
    for (auto const& row : api::routes())
        if (row.method == api::verb::get && row.shape != api::reply_shape::websocket) paths.emplace_back(row.path);
    int drawn = 0;

    for (auto const& path : paths) {
        SCOPED_TRACE(path);
        auto const reply = server.client().get(path);
        EXPECT_EQ(reply.fields.at("x-frame-options"), "DENY");
        EXPECT_EQ(reply.fields.at("x-content-type-options"), "nosniff");
        auto const type = reply.fields.find("content-type");
        if (type == reply.fields.end() || !type->second.starts_with("text/html")) continue;
        ++drawn;
        auto const& policy = reply.fields.at("content-security-policy");
        EXPECT_TRUE(policy.starts_with("default-src 'none'; script-src 'self';")) << policy;
        EXPECT_NE(policy.find("frame-ancestors 'none'"), policy.npos) << policy;
        EXPECT_NE(policy.find("base-uri 'none'"), policy.npos) << policy;
    }
    std::cout << paths.size() << " addresses, " << drawn << " pages\n";
}

INSTANTIATE_TEST_SUITE_P(x, upstream_stream, testing::ValuesIn(streams),
                         [](auto const& row) { return row.param.name; });

}  // namespace
