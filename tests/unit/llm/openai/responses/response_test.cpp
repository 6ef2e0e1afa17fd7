#include "llm/openai/responses/response.hpp"

#include "core/unicode.hpp"
#include "support/responses_events.hpp"
#include "unit/llm/collect.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace support::responses;
using llm::finish_delta, llm::finish_reason, llm::text_delta, llm::thinking_delta, llm::tool_call_delta,
    llm::usage_delta;
using deltas = std::vector<llm::delta>;

llm::upstream const server{.name = "openai"};

constexpr char const* message = R"("type":"message","id":"msg_1","role":"assistant","content":[])";
std::string whole_message(std::string_view text) {
    return R"("type":"message","id":"msg_1","role":"assistant","content":[{"type":"output_text","text":")" +
           std::string(text) + R"(","annotations":[]}])";
}
constexpr char const* sealed = R"("type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"ZW5j")";

std::string thought(std::string_view words, int part = 0, int item = 0) {
    return event("response.reasoning_summary_text.delta", R"("output_index":)" + std::to_string(item) +
                                                              R"(,"summary_index":)" + std::to_string(part) +
                                                              R"(,"delta":")" + std::string(words) + "\"");
}
std::string arguments(int item, std::string_view piece) {
    return event("response.function_call_arguments.delta",
                 R"("output_index":)" + std::to_string(item) + R"(,"delta":")" + std::string(piece) + "\"");
}

support::said read(std::vector<std::string> const& pieces) {
    return support::read_pieces(llm::responses_reader(server, "gpt-x"), pieces);
}

TEST(responses_reader, reads_text_usage_and_finish_in_that_order) {
    auto const said =
        read({created() + item_begins(0, message) + text("Hel") + text("lo") + item_ends(0, whole_message("Hello")) +
              completed(R"("usage":{"input_tokens":9,"input_tokens_details":{"cached_tokens":3},)"
                        R"("output_tokens":7,"output_tokens_details":{"reasoning_tokens":5}})")});

    EXPECT_FALSE(said.failure);
    EXPECT_EQ(said.deltas, (deltas{text_delta{"Hel"}, text_delta{"lo"},
                                   usage_delta{{.prompt_tokens = 9, .completion_tokens = 7, .cached_tokens = 3}},
                                   finish_delta{finish_reason::stop}}));
}

TEST(responses_reader, says_the_same_however_the_bytes_are_split) {
    std::string const body = created() + thought("hm") + text("Grüße, ", 1) + text("東京 🙂", 1) + completed();
    auto const expected = read({body}).deltas;
    ASSERT_EQ(expected.size(), 4u);
    for (std::size_t cut = 0; cut <= body.size(); ++cut)
        EXPECT_EQ(read({body.substr(0, cut), body.substr(cut)}).deltas, expected) << "cut at byte " << cut;
}

TEST(responses_reader, numbers_calls_and_passes_their_arguments_on) {
    auto const said =
        read({item_begins(0, R"("type":"function_call","call_id":"call_a","name":"f","arguments":"")") +
              arguments(0, "{\\\"a\\\":") + arguments(0, "1}") +
              item_ends(0, R"("type":"function_call","call_id":"call_a","name":"f","arguments":"{\"a\":1}")") +
              item_begins(1, R"("type":"function_call","call_id":"call_b","name":"g","arguments":"")") +
              item_ends(1, R"("type":"function_call","call_id":"call_b","name":"g","arguments":"")") + completed()});

    EXPECT_EQ(said.all<tool_call_delta>(), (std::vector<tool_call_delta>{{.index = 0, .id = "call_a", .name = "f"},
                                                                         {.index = 0, .arguments = "{\"a\":"},
                                                                         {.index = 0, .arguments = "1}"},
                                                                         {.index = 1, .id = "call_b", .name = "g"},
                                                                         {.index = 1, .arguments = "{}"}}));
    EXPECT_EQ(said.finish(), finish_reason::tool_call);
    EXPECT_TRUE(said.all<llm::replay_delta>().empty()) << "nothing here needs its own form";
}

TEST(responses_reader, parts_thoughts_into_paragraphs_and_keeps_sealed_ones_as_they_came) {
    auto const said = read({item_begins(0, R"("type":"reasoning","id":"rs_1","summary":[])") + thought("first ") +
                            thought("thing") + thought("second", 1) + item_ends(0, sealed) + item_begins(1, message) +
                            text("Yes.", 1) + item_ends(1, whole_message("Yes.")) + completed()});

    EXPECT_EQ(said.all<thinking_delta>(), (std::vector<thinking_delta>{{"first "}, {"thing"}, {"\n\nsecond"}}));
    ASSERT_GE(said.deltas.size(), 2u);
    auto const* replayed = std::get_if<llm::replay_delta>(&said.deltas[said.deltas.size() - 2]);
    ASSERT_TRUE(replayed) << "right before the finish";
    EXPECT_EQ(replayed->kept.provider, "openai");
    EXPECT_EQ(boost::json::parse(replayed->kept.blocks),
              boost::json::parse("[{" + std::string(sealed) + "},{" + whole_message("Yes.") + "}]"));
}

TEST(responses_reader, keeps_no_thoughts_that_are_not_sealed_or_that_nothing_follows) {
    auto const open = R"("type":"reasoning","id":"rs_1","content":[{"type":"reasoning_text","text":"hm"}])";
    auto const said = read({item_ends(0, open) + item_ends(1, whole_message("a")) + completed()});
    EXPECT_EQ(said.all<thinking_delta>(), (std::vector<thinking_delta>{{"hm"}}));
    EXPECT_TRUE(said.all<llm::replay_delta>().empty());

    EXPECT_TRUE(read({item_ends(0, sealed) + completed()}).all<llm::replay_delta>().empty());
}

// What a server says only in its last words, or all at once where it doesn't stream.
TEST(responses_reader, says_what_comes_only_at_the_end) {
    auto const output = R"("output":[{)" + std::string(sealed) + "},{" + whole_message("All.") +
                        R"(},{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}])";
    auto const late = read({created() + completed(output)});
    EXPECT_EQ(late.text(), "All.");
    EXPECT_EQ(late.all<tool_call_delta>().size(), 2u);
    EXPECT_EQ(late.all<llm::replay_delta>().size(), 1u);

    deltas whole;
    llm::responses_reader reader(server, "gpt-x");
    ASSERT_TRUE(reader.read_whole(R"({"object":"response","status":"completed","error":null,)" + output + "}", whole));
    EXPECT_EQ(whole, late.deltas);
}

// Where events were lost: only what looks whole is whole.
TEST(responses_reader, says_the_rest_of_what_its_end_tells_more_of) {
    EXPECT_EQ(read({text("Hel") + completed(R"("output":[{)" + whole_message("Hello") + "}]")}).text(), "Hello");
}

TEST(responses_reader, says_nothing_twice_that_its_end_repeats) {
    auto const output = R"("output":[{)" + whole_message("Hello") + "}]";

    EXPECT_EQ(read({text("Hello") + item_ends(0, whole_message("Hello")) + completed(output)}).text(), "Hello");
    EXPECT_EQ(read({text("Hello") + completed(output) + text("more")}).text(), "Hello");
}

TEST(responses_reader, says_a_refusal) {
    EXPECT_EQ(read({event("response.refusal.delta", R"("output_index":0,"delta":"I can't.")") + completed()}).text(),
              "I can't.");
}

struct ending {
    char const* name;
    std::string event;
    std::optional<finish_reason> finish{};
    std::optional<core::errc> fails{};
};

class responses_ending : public testing::TestWithParam<ending> {};

TEST_P(responses_ending, is_one_of_ours) {
    auto const& of = GetParam();
    auto const said = read({created() + text("half") + of.event});

    EXPECT_EQ(said.text(), "half");
    EXPECT_EQ(said.finish(), of.finish);
    ASSERT_EQ(said.failure.has_value(), of.fails.has_value());
    if (!of.fails) return;
    EXPECT_EQ(said.failure->code, *of.fails);
    EXPECT_EQ(said.failure->message.find("secret"), std::string::npos);
}

std::string ended(std::string_view how, std::string_view fields) {
    return event("response." + std::string(how),
                 R"("response":{"status":")" + std::string(how) + "\"," + std::string(fields) + "}");
}

using enum core::errc;
INSTANTIATE_TEST_SUITE_P(
    each, responses_ending,
    testing::Values(
        ending{"completed", completed(), finish_reason::stop},
        ending{"too_long", ended("incomplete", R"("incomplete_details":{"reason":"max_output_tokens"})"),
               finish_reason::length},
        ending{"filtered", ended("incomplete", R"("incomplete_details":{"reason":"content_filter"})"),
               finish_reason::content_filter},
        ending{"failed", ended("failed", R"("error":{"code":"server_error","message":"secret"})"), {}, upstream_failed},
        ending{"limited",
               ended("failed", R"("error":{"code":"rate_limit_exceeded","message":"secret"})"),
               {},
               rate_limited},
        ending{
            "invalid", ended("failed", R"("error":{"code":"invalid_prompt","message":"secret"})"), {}, invalid_input},
        ending{"policy", ended("failed", R"("error":{"code":"bio_policy","message":"secret"})"), {}, content_filtered},
        ending{"failed_mutely", ended("failed", R"("error":null)"), {}, upstream_failed},
        ending{"cancelled", event("response.completed", R"("response":{"status":"cancelled"})"), {}, upstream_failed},
        ending{"flat_error",
               event("error", R"("code":"context_length_exceeded","message":"secret","param":null)"),
               {},
               context_too_long},
        ending{"nested_error",
               event("error", R"("error":{"code":"server_error","message":"secret"})"),
               {},
               upstream_failed},
        ending{"cut", "", {}, upstream_failed}, ending{"done_without_end", "data: [DONE]\n\n", {}, upstream_failed},
        ending{"unreadable", "event: response.output_text.delta\ndata: {\"type\":\n\n", {}, upstream_failed}),
    [](auto const& info) { return std::string(info.param.name); });

class responses_oddity : public testing::TestWithParam<std::string> {};

TEST_P(responses_oddity, is_passed_over) {
    auto const said = read({created() + GetParam() + text("a", 7) + completed()});

    EXPECT_FALSE(said.failure) << said.failure->message;
    EXPECT_EQ(said.text(), "a");
    EXPECT_EQ(said.finish(), finish_reason::stop);
}

INSTANTIATE_TEST_SUITE_P(
    each, responses_oddity,
    testing::Values(event("response.novelty", R"("x":1)"), "event: vendor_news\ndata: <html>\n\n", ": hb\n\n",
                    "data: null\n\n", "data: []\n\n", event("response.created", R"("response":5)"),
                    event("response.output_item.added", R"("output_index":"x","item":[])"),
                    event("response.output_text.delta", R"("output_index":3,"delta":{"a":1})"),
                    arguments(42, "of no call"), item_begins(-1, R"("type":5)"), item_ends(3, R"("type":[])"),
                    item_ends(3, R"("type":"message","content":[1,{"type":"output_text","text":5}])"),
                    event("response.queued", {}), event("response.output_text.done", R"("text":"z")")));

TEST(responses_reader, gives_valid_text_for_whatever_bytes) {
    auto const said =
        read({text("a\xff\xc3") + text("\\ud83d") + thought("\xff", 0, 1) +
              item_ends(2, "\"type\":\"function_call\",\"call_id\":\"\xff\",\"name\":\"\xff\",\"arguments\":\"\xff\"") +
              item_ends(3, "\"type\":\"reasoning\",\"encrypted_content\":\"\xff\"") +
              item_ends(4, whole_message("\xff")) + completed()});

    EXPECT_FALSE(said.failure);
    EXPECT_TRUE(core::valid_utf8(said.text()));
    for (auto const& call : said.all<tool_call_delta>())
        for (auto const& text : {call.id, call.name, call.arguments}) EXPECT_TRUE(core::valid_utf8(text));
    ASSERT_EQ(said.all<llm::replay_delta>().size(), 1u);
    EXPECT_TRUE(core::valid_utf8(said.all<llm::replay_delta>()[0].kept.blocks));
}

}  // namespace
