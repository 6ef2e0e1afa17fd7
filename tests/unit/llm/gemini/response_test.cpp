#include "llm/gemini/response.hpp"

#include "core/unicode.hpp"
#include "llm/gemini/config.hpp"
#include "support/gemini_events.hpp"
#include "unit/llm/collect.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace support::gemini;
using llm::finish_delta, llm::finish_reason, llm::text_delta, llm::thinking_delta, llm::tool_call_delta,
    llm::usage_delta;
using deltas = std::vector<llm::delta>;

llm::upstream const server = llm::gemini_at("", "secret").server;

support::said read(std::vector<std::string> const& pieces) {
    return support::read_pieces(llm::gemini_response(server, "gemini-x"), pieces);
}

TEST(gemini_response, reads_text_usage_and_finish_in_that_order) {
    auto const said = read({text("Hel") + text("lo") + finish() +
                            usage(R"("promptTokenCount":9,"candidatesTokenCount":2,"thoughtsTokenCount":5,)"
                                  R"("cachedContentTokenCount":4)")});

    EXPECT_FALSE(said.failure);
    EXPECT_EQ(said.deltas, (deltas{text_delta{"Hel"}, text_delta{"lo"},
                                   usage_delta{{.prompt_tokens = 9, .completion_tokens = 7, .cached_tokens = 4}},
                                   finish_delta{finish_reason::stop}}));
}

TEST(gemini_response, says_the_same_however_the_bytes_are_split) {
    std::string const body = text("Grüße, ") + text("東京 🙂") + finish("MAX_TOKENS");
    auto const expected = read({body}).deltas;
    ASSERT_EQ(expected.size(), 3u);
    for (std::size_t cut = 0; cut <= body.size(); ++cut)
        EXPECT_EQ(read({body.substr(0, cut), body.substr(cut)}).deltas, expected) << "cut at byte " << cut;
}

TEST(gemini_response, reads_lines_that_end_in_carriage_returns_only) {
    auto body = text("a") + finish();
    std::erase(body, '\n');

    EXPECT_EQ(read({body}).text(), "a");
    EXPECT_EQ(read({body}).finish(), finish_reason::stop);
}

struct reason {
    char const* told;
    finish_reason means;
};

class gemini_finish : public testing::TestWithParam<reason> {};

TEST_P(gemini_finish, is_one_of_ours) {
    EXPECT_EQ(read({text("a") + finish(GetParam().told)}).finish(), GetParam().means);
}

INSTANTIATE_TEST_SUITE_P(each, gemini_finish,
                         testing::Values(reason{"STOP", finish_reason::stop},
                                         reason{"MAX_TOKENS", finish_reason::length},
                                         reason{"SAFETY", finish_reason::content_filter},
                                         reason{"RECITATION", finish_reason::content_filter},
                                         reason{"BLOCKLIST", finish_reason::content_filter},
                                         reason{"PROHIBITED_CONTENT", finish_reason::content_filter},
                                         reason{"SPII", finish_reason::content_filter}));

class gemini_failure : public testing::TestWithParam<char const*> {};

TEST_P(gemini_failure, is_no_finish) {
    auto const said = read({text("half") + finish(GetParam())});

    EXPECT_EQ(said.text(), "half");
    EXPECT_FALSE(said.finish());
    ASSERT_TRUE(said.failure);
    EXPECT_EQ(said.failure->code, core::errc::upstream_failed);
    EXPECT_TRUE(said.failure->retryable);
}

INSTANTIATE_TEST_SUITE_P(each, gemini_failure,
                         testing::Values("MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "OTHER", "SOMETHING_NEW"));

TEST(gemini_response, goes_on_after_a_finish_that_comes_with_every_event) {
    auto const said = read({text("a") + finish() + text("b") + finish() + text("c") + finish("MAX_TOKENS")});

    EXPECT_EQ(said.text(), "abc");
    EXPECT_EQ(said.all<finish_delta>(), (std::vector<finish_delta>{{finish_reason::length}}));
}

TEST(gemini_response, is_complete_with_its_reason_only) {
    auto const cut = read({text("half")});

    EXPECT_EQ(cut.text(), "half");
    ASSERT_TRUE(cut.failure);
    EXPECT_TRUE(cut.failure->retryable);
    EXPECT_TRUE(read({}).failure);
    EXPECT_TRUE(read({text("a") + finish("FINISH_REASON_UNSPECIFIED")}).failure);
}

TEST(gemini_response, tells_a_prompt_that_was_filtered) {
    auto const said =
        read({event(R"({"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":4}})")});

    ASSERT_TRUE(said.failure);
    EXPECT_EQ(said.failure->code, core::errc::content_filtered);
    EXPECT_FALSE(said.failure->retryable);
    EXPECT_EQ(said.failure->provider, "gemini");
}

TEST(gemini_response, numbers_calls_and_names_those_without_an_id) {
    auto const said = read({parts(R"({"functionCall":{"name":"f","args":{"a":1}}})") +
                            parts(R"({"functionCall":{"id":"x1","name":"g"}})") + finish()});

    EXPECT_EQ(said.all<tool_call_delta>(),
              (std::vector<tool_call_delta>{{.index = 0, .id = "gemini_call_1", .name = "f", .arguments = "{\"a\":1}"},
                                            {.index = 1, .id = "x1", .name = "g", .arguments = "{}"}}));
    EXPECT_EQ(said.finish(), finish_reason::tool_call);
}

TEST(gemini_response, tells_thoughts_apart_and_keeps_signed_parts_as_they_came) {
    auto const said = read({parts(R"({"text":"hm","thought":true})") + text("Let me ") + text("see.") +
                            parts(R"({"functionCall":{"name":"f","args":{}},"thoughtSignature":"c2ln"})") +
                            parts(R"({"text":"","thoughtSignature":"ZW5k"})") + finish()});

    EXPECT_EQ(said.all<thinking_delta>(), (std::vector<thinking_delta>{{"hm"}}));
    EXPECT_EQ(said.text(), "Let me see.");
    auto const kept = said.all<llm::replay_delta>();
    ASSERT_EQ(kept.size(), 1u);
    EXPECT_EQ(kept[0].kept.provider, "gemini");
    EXPECT_EQ(boost::json::parse(kept[0].kept.blocks), boost::json::parse(R"([{"text":"Let me see."},
        {"functionCall":{"name":"f","args":{}},"thoughtSignature":"c2ln"},{"text":"","thoughtSignature":"ZW5k"}])"));
}

TEST(gemini_response, keeps_nothing_where_nothing_is_signed) {
    EXPECT_TRUE(read({text("a") + finish()}).all<llm::replay_delta>().empty());
}

TEST(gemini_response, fails_where_the_stream_says_so) {
    auto const said =
        read({text("half") + event(R"({"error":{"code":503,"message":"secret","status":"UNAVAILABLE"}})")});

    EXPECT_EQ(said.text(), "half");
    ASSERT_TRUE(said.failure);
    EXPECT_TRUE(said.failure->retryable);
    EXPECT_EQ(said.failure->message.find("secret"), std::string::npos);
}

class gemini_oddity : public testing::TestWithParam<std::string> {};

TEST_P(gemini_oddity, is_passed_over) {
    auto const said = read({GetParam() + text("a") + finish()});

    EXPECT_FALSE(said.failure) << said.failure->message;
    EXPECT_EQ(said.text(), "a");
}

INSTANTIATE_TEST_SUITE_P(
    each, gemini_oddity,
    testing::Values("event: news\ndata: <html>\n\n", ": hb\n\n", event("null"), event("[]"), event("[5]"), event("{}"),
                    event(R"({"candidates":{}})"),
                    event(R"({"candidates":[5,{"content":[]},{"content":{"parts":{}}}]})"),
                    event(R"({"candidates":[{"index":1,"content":{"parts":[{"text":"another's"}]}}]})"),
                    parts(R"(5,{"text":5},{"functionCall":[]},{"thought":"yes"},{"inlineData":{}})"),
                    event(R"({"usageMetadata":{"promptTokenCount":"many","candidatesTokenCount":-1}})"),
                    event(R"({"promptFeedback":{"safetyRatings":[]},"error":null})")));

TEST(gemini_response, fails_on_what_cannot_be_read) {
    EXPECT_TRUE(read({event("{\"candidates\":") + text("a") + finish()}).failure);
}

TEST(gemini_response, gives_valid_text_for_whatever_bytes) {
    auto const said = read({text("a\xff\xc3") + text("\\ud83d") +
                            parts("{\"functionCall\":{\"name\":\"\xff\",\"args\":{\"a\":\"\xff\"}},"
                                  "\"thoughtSignature\":\"\xff\"}") +
                            finish()});

    EXPECT_FALSE(said.failure);
    EXPECT_TRUE(core::valid_utf8(said.text()));
    for (auto const& call : said.all<tool_call_delta>()) EXPECT_TRUE(core::valid_utf8(call.name + call.arguments));
    for (auto const& one : said.all<llm::replay_delta>()) EXPECT_TRUE(core::valid_utf8(one.kept.blocks));
}

TEST(gemini_response, reads_a_whole_reply_and_a_list_of_events) {
    constexpr std::string_view one = R"({"candidates":[{"content":{"parts":[{"text":"Hi"}]},"finishReason":"STOP"}]})";
    for (auto const& body : {std::string(one), "[" + std::string(one) + "]"}) {
        llm::gemini_response response(server, "gemini-x");
        support::said said;

        ASSERT_TRUE(response.read_whole(body, said.deltas)) << body;
        EXPECT_EQ(said.text(), "Hi");
        EXPECT_EQ(said.finish(), finish_reason::stop);
    }
}

}  // namespace
