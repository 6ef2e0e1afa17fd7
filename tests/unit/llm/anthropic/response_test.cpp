#include "llm/anthropic/response.hpp"

#include "core/unicode.hpp"
#include "llm/anthropic/config.hpp"
#include "support/anthropic_events.hpp"
#include "unit/llm/collect.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace support::anthropic;
using llm::finish_delta, llm::finish_reason, llm::text_delta, llm::thinking_delta, llm::tool_call_delta,
    llm::usage_delta;
using deltas = std::vector<llm::delta>;

llm::upstream const server = llm::anthropic_at("", "secret");

support::said read(std::vector<std::string> const& pieces, std::string owed = {}) {
    return support::read_pieces(llm::anthropic_response(server, "claude-x", std::move(owed)), pieces);
}

TEST(anthropic_response, reads_text_usage_and_finish_in_that_order) {
    auto const said = read({start(5, R"(,"cache_read_input_tokens":3,"cache_creation_input_tokens":1)") +
                            event("ping", {}) + text_block(0, "Hello") + finish("end_turn", 7) + stop()});

    EXPECT_FALSE(said.failure);
    EXPECT_EQ(said.deltas, (deltas{usage_delta{{.prompt_tokens = 9, .completion_tokens = 1, .cached_tokens = 3}},
                                   text_delta{"Hello"},
                                   usage_delta{{.prompt_tokens = 9, .completion_tokens = 7, .cached_tokens = 3}},
                                   finish_delta{finish_reason::stop}}));
}

TEST(anthropic_response, says_the_same_however_the_bytes_are_split) {
    std::string const body =
        start() + text_block(0, "Grüße, ") + text_block(1, "東京 🙂") + finish("max_tokens") + stop();
    auto const expected = read({body}).deltas;
    ASSERT_EQ(expected.size(), 5u);
    for (std::size_t cut = 0; cut <= body.size(); ++cut)
        EXPECT_EQ(read({body.substr(0, cut), body.substr(cut)}).deltas, expected) << "cut at byte " << cut;
}

TEST(anthropic_response, reads_lines_that_end_in_carriage_returns_only) {
    auto body = start() + text_block(0, "a") + finish("end_turn") + stop();
    std::ranges::replace(body, '\n', '\r');

    EXPECT_EQ(read({body}).text(), "a");
    EXPECT_EQ(read({body}).finish(), finish_reason::stop);
}

struct reason {
    char const* told;
    finish_reason means;
};

class anthropic_finish : public testing::TestWithParam<reason> {};

TEST_P(anthropic_finish, is_one_of_ours) {
    EXPECT_EQ(read({start() + text_block(0, "a") + finish(GetParam().told) + stop()}).finish(), GetParam().means);
}

INSTANTIATE_TEST_SUITE_P(
    each, anthropic_finish,
    testing::Values(reason{"end_turn", finish_reason::stop}, reason{"stop_sequence", finish_reason::stop},
                    reason{"max_tokens", finish_reason::length},
                    reason{"model_context_window_exceeded", finish_reason::length},
                    reason{"pause_turn", finish_reason::length}, reason{"tool_use", finish_reason::tool_call},
                    reason{"refusal", finish_reason::content_filter}, reason{"something_new", finish_reason::stop}));

TEST(anthropic_response, numbers_calls_and_passes_their_arguments_on) {
    auto const said = read({start() + text_block(0, "Let me see.") +
                            begin_block(1, R"({"type":"tool_use","id":"toolu_1","name":"f","input":{}})") +
                            piece(1, R"({"type":"input_json_delta","partial_json":""})") +
                            piece(1, R"({"type":"input_json_delta","partial_json":"{\"a\":"})") +
                            piece(1, R"({"type":"input_json_delta","partial_json":"1}"})") + end_block(1) +
                            begin_block(2, R"({"type":"tool_use","id":"toolu_2","name":"g","input":{}})") +
                            end_block(2) + finish("tool_use") + stop()});

    EXPECT_EQ(said.all<tool_call_delta>(), (std::vector<tool_call_delta>{{.index = 0, .id = "toolu_1", .name = "f"},
                                                                         {.index = 0, .arguments = "{\"a\":"},
                                                                         {.index = 0, .arguments = "1}"},
                                                                         {.index = 1, .id = "toolu_2", .name = "g"},
                                                                         {.index = 1, .arguments = "{}"}}));
    EXPECT_EQ(said.finish(), finish_reason::tool_call);
    EXPECT_TRUE(said.all<llm::replay_delta>().empty()) << "nothing here needs its own form";
}

TEST(anthropic_response, keeps_thoughts_as_they_came_right_before_the_finish) {
    auto const said =
        read({start() + begin_block(0, R"({"type":"thinking","thinking":"","signature":""})") +
              piece(0, R"({"type":"thinking_delta","thinking":"hm "})") +
              piece(0, R"({"type":"thinking_delta","thinking":"so"})") +
              piece(0, R"({"type":"signature_delta","signature":"c2ln"})") + end_block(0) +
              begin_block(1, R"({"type":"redacted_thinking","data":"ZW5j"})") + end_block(1) + text_block(2, "Yes.") +
              begin_block(3, R"({"type":"tool_use","id":"toolu_1","name":"f","input":{}})") +
              piece(3, R"({"type":"input_json_delta","partial_json":"{\"a\":1}"})") + end_block(3) +
              finish("tool_use") + stop()});

    EXPECT_EQ(said.all<thinking_delta>(), (std::vector<thinking_delta>{{"hm "}, {"so"}}));
    auto const sealed = said.all<llm::sealed_delta>();
    ASSERT_EQ(sealed.size(), 2u) << "each as soon as it is whole";
    EXPECT_EQ(sealed[0].block.provider, "anthropic");
    EXPECT_EQ(boost::json::parse(sealed[0].block.blocks),
              boost::json::parse(R"({"type": "thinking", "thinking": "hm so", "signature": "c2ln"})"));
    EXPECT_EQ(boost::json::parse(sealed[1].block.blocks),
              boost::json::parse(R"({"type": "redacted_thinking", "data": "ZW5j"})"));
    ASSERT_GE(said.deltas.size(), 2u);
    auto const* replayed = std::get_if<llm::replay_delta>(&said.deltas[said.deltas.size() - 2]);
    ASSERT_TRUE(replayed);
    EXPECT_EQ(replayed->kept.provider, "anthropic");
    EXPECT_EQ(boost::json::parse(replayed->kept.blocks), boost::json::parse(R"([
        {"type": "thinking", "thinking": "hm so", "signature": "c2ln"}, {"type": "redacted_thinking", "data": "ZW5j"},
        {"type": "text", "text": "Yes."}, {"type": "tool_use", "id": "toolu_1", "name": "f", "input": {"a": 1}}])"));
}

TEST(anthropic_response, keeps_a_block_it_does_not_know) {
    auto const said = read({start() + begin_block(0, R"({"type":"novelty","x":[1]})") + end_block(0) +
                            text_block(1, "a") + finish("end_turn") + stop()});

    ASSERT_EQ(said.all<llm::replay_delta>().size(), 1u);
    EXPECT_EQ(boost::json::parse(said.all<llm::replay_delta>()[0].kept.blocks),
              boost::json::parse(R"([{"type":"novelty","x":[1]},{"type":"text","text":"a"}])"));
}

TEST(anthropic_response, tells_the_blanks_once_that_its_prefill_could_not_end_in) {
    EXPECT_EQ(read({start() + text_block(0, " and on") + finish("end_turn")}, " ").text(), "and on");
    EXPECT_EQ(read({start() + text_block(0, "and on") + finish("end_turn")}, "\n\n").text(), "and on");
    EXPECT_EQ(read({start() + text_block(0, " ") + text_block(1, "  x") + finish("end_turn")}, "  ").text(), " x");
}

TEST(anthropic_response, is_complete_with_its_reason_only) {
    EXPECT_EQ(read({start() + text_block(0, "a") + finish("end_turn")}).finish(), finish_reason::stop);

    auto const cut = read({start() + text_block(0, "a")});
    EXPECT_EQ(cut.text(), "a");
    ASSERT_TRUE(cut.failure);
    EXPECT_EQ(cut.failure->code, core::errc::upstream_failed);
    EXPECT_TRUE(cut.failure->retryable);

    auto const unexplained = read({start() + text_block(0, "a") + stop()});
    EXPECT_TRUE(unexplained.failure) << "an end without a reason";
}

TEST(anthropic_response, takes_the_first_of_two_finishes_and_nothing_behind_the_end) {
    auto const said = read({start() + text_block(0, "a") + finish("max_tokens") + finish("end_turn") + stop() +
                            text_block(1, "b") + stop()});

    EXPECT_EQ(said.text(), "a");
    EXPECT_EQ(said.all<finish_delta>(), (std::vector<finish_delta>{{finish_reason::length}}));
}

TEST(anthropic_response, fails_where_the_stream_says_so) {
    auto const said = read({start() + text_block(0, "half") +
                            event("error", R"("error":{"type":"overloaded_error","message":"secret"})")});

    EXPECT_EQ(said.text(), "half");
    ASSERT_TRUE(said.failure);
    EXPECT_EQ(said.failure->code, core::errc::upstream_failed);
    EXPECT_TRUE(said.failure->retryable);
    EXPECT_EQ(said.failure->message.find("secret"), std::string::npos);
}

class anthropic_oddity : public testing::TestWithParam<std::string> {};

TEST_P(anthropic_oddity, is_passed_over) {
    auto const said = read({start() + GetParam() + text_block(7, "a") + finish("end_turn") + stop()});

    EXPECT_FALSE(said.failure) << said.failure->message;
    EXPECT_EQ(said.text(), "a");
}

INSTANTIATE_TEST_SUITE_P(
    each, anthropic_oddity,
    testing::Values(event("vendor_news", R"("x":1)"), "event: vendor_news\ndata: <html>\n\n", ": hb\n\n",
                    "data: null\n\n", "data: []\n\n", event("message_start", R"("message":5)"),
                    event("content_block_start", R"("index":"x","content_block":[])"),
                    piece(99, R"({"type":"text_delta","text":"of no block"})"), piece(0, "{}"), end_block(42),
                    begin_block(-1, R"({"type":5})"), piece(7, R"({"type":"text_delta","text":"too early"})"),
                    begin_block(1, R"({"type":"tool_use","id":5,"name":[],"input":"x"})"),
                    event("message_delta", R"("delta":{"stop_reason":null},"usage":{"output_tokens":"many"})"),
                    event("message_delta", R"("usage":{"input_tokens":-5,"output_tokens":1e300})")));

TEST(anthropic_response, fails_on_what_cannot_be_read) {
    EXPECT_TRUE(read({start() + "event: content_block_delta\ndata: {\"type\":\n\n" + finish("end_turn")}).failure);
}

TEST(anthropic_response, fails_on_an_event_without_end) {
    std::string const megabyte(1u << 20, 'x');
    std::vector<std::string> pieces{start(), "data: "};
    for (int i = 0; i < 9; ++i) pieces.push_back(megabyte);

    EXPECT_EQ(read(pieces).failure->code, core::errc::upstream_failed);
}

TEST(anthropic_response, gives_valid_text_for_whatever_bytes) {
    auto const said = read({start() + text_block(0, "a\xff\xc3") + text_block(1, "\\ud83d") +
                            begin_block(2, "{\"type\":\"thinking\",\"thinking\":\"\xff\",\"signature\":\"\xff\"}") +
                            end_block(2) + finish("end_turn") + stop()});

    EXPECT_FALSE(said.failure);
    EXPECT_TRUE(core::valid_utf8(said.text()));
    ASSERT_EQ(said.all<llm::replay_delta>().size(), 1u);
    EXPECT_TRUE(core::valid_utf8(said.all<llm::replay_delta>()[0].kept.blocks));
}

TEST(anthropic_response, reads_a_whole_message) {
    llm::anthropic_response response(server, "claude-x");
    support::said said;

    ASSERT_TRUE(response.read_whole(R"({"type":"message","content":[{"type":"text","text":"Hi"},
        {"type":"tool_use","id":"toolu_1","name":"f","input":{"a":1}}],"stop_reason":"tool_use",
        "usage":{"input_tokens":3,"output_tokens":4}})",
                                    said.deltas));

    EXPECT_EQ(said.text(), "Hi");
    EXPECT_EQ(said.all<tool_call_delta>(), (std::vector<tool_call_delta>{{.index = 0, .id = "toolu_1", .name = "f"},
                                                                         {.index = 0, .arguments = "{\"a\":1}"}}));
    EXPECT_EQ(said.finish(), finish_reason::tool_call);
}

}  // namespace
