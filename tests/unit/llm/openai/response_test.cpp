#include "llm/openai/response.hpp"

#include "core/unicode.hpp"
#include "unit/llm/collect.hpp"

#include <gtest/gtest.h>

namespace {

using llm::finish_delta, llm::finish_reason, llm::text_delta, llm::thinking_delta, llm::tool_call_delta,
    llm::usage_delta;
using deltas = std::vector<llm::delta>;

llm::openai_config const config = llm::openai_at("", "secret");

// What a body says when it comes in these pieces.
support::said read(std::vector<std::string> const& pieces) {
    llm::openai_response response(config, "gpt-x");
    support::said out;
    for (auto const& piece : pieces)
        if (auto fed = response.feed(piece, out.deltas); !fed) {
            out.failure = fed.error();
            return out;
        }
    if (auto ended = response.end(out.deltas); !ended) out.failure = ended.error();
    return out;
}

std::string event(std::string_view json) { return "data: " + std::string(json) + "\n\n"; }
std::string text(std::string_view content) {
    return event(R"({"id":"x","choices":[{"index":0,"delta":{"content":")" + std::string(content) +
                 R"("},"finish_reason":null}]})");
}
std::string delta_of(std::string_view fields) {
    return event(R"({"choices":[{"delta":{)" + std::string(fields) + "}}]}");
}
std::string finish(std::string_view why) {
    return event(R"({"choices":[{"index":0,"delta":{},"finish_reason":")" + std::string(why) + R"("}]})");
}
std::string const end_mark = "data: [DONE]\n\n";

TEST(openai_response, reads_text_usage_and_finish_in_that_order) {
    auto const said = read({text("Hel") + text("lo") + finish("stop") +
                            event(R"({"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,)"
                                  R"("prompt_tokens_details":{"cached_tokens":4}}})") +
                            end_mark});

    EXPECT_FALSE(said.failure);
    EXPECT_EQ(said.deltas, (deltas{text_delta{"Hel"}, text_delta{"lo"},
                                   usage_delta{{.prompt_tokens = 9, .completion_tokens = 2, .cached_tokens = 4}},
                                   finish_delta{finish_reason::stop}}));
}

TEST(openai_response, says_the_same_however_the_bytes_are_split) {
    std::string const body = ": hb\r\n\r\n" + text("Grüße, ") + text("東京 🙂") + finish("length") + end_mark;
    auto const expected = read({body}).deltas;
    ASSERT_EQ(expected.size(), 3u);
    for (std::size_t cut = 0; cut <= body.size(); ++cut)
        EXPECT_EQ(read({body.substr(0, cut), body.substr(cut)}).deltas, expected) << "cut at byte " << cut;
}

TEST(openai_response, takes_a_stream_of_bare_carriage_returns) {
    EXPECT_EQ(
        read({"data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\r\rdata: [DONE]\r\r"})
            .deltas,
        (deltas{text_delta{"a"}, finish_delta{finish_reason::stop}}));
}

TEST(openai_response, maps_every_finish_reason) {
    EXPECT_EQ(read({finish("stop")}).finish(), finish_reason::stop);
    EXPECT_EQ(read({finish("length")}).finish(), finish_reason::length);
    EXPECT_EQ(read({finish("tool_calls")}).finish(), finish_reason::tool_call);
    EXPECT_EQ(read({finish("function_call")}).finish(), finish_reason::tool_call);
    EXPECT_EQ(read({finish("content_filter")}).finish(), finish_reason::content_filter);
    EXPECT_EQ(read({finish("eos")}).finish(), finish_reason::stop);
}

TEST(openai_response, lets_the_first_of_two_finishes_stand) {
    EXPECT_EQ(read({finish("tool_calls") + finish("stop") + end_mark}).all<finish_delta>(),
              std::vector{finish_delta{finish_reason::tool_call}});
}

TEST(openai_response, takes_an_answer_without_an_end_mark_for_complete_when_it_has_a_finish) {
    EXPECT_FALSE(read({text("a") + finish("stop")}).failure);
}

TEST(openai_response, never_takes_a_cut_answer_for_complete) {
    for (auto const& body : {std::string(), text("a"), text("a") + end_mark, text("a") + "data: [DO", end_mark,
                             text("a") + R"(data: {"choices":[{"delta":{},"finish_reason":"stop"}]})"}) {
        auto const said = read({body});
        ASSERT_TRUE(said.failure) << body;
        EXPECT_EQ(said.failure->code, core::errc::upstream_failed);
        EXPECT_TRUE(said.failure->retryable);
        EXPECT_NE(said.failure->message.find("the stream ended before the answer did"), std::string::npos);
        EXPECT_FALSE(said.finish()) << body;
    }
}

TEST(openai_response, gives_what_came_before_the_cut) {
    EXPECT_EQ(read({text("half ") + text("of it")}).text(), "half of it");
}

TEST(openai_response, ignores_what_follows_the_end_mark) {
    EXPECT_EQ(read({finish("stop") + end_mark + text("more")}).text(), "");
}

TEST(openai_response, reads_thinking_under_both_of_its_names) {
    EXPECT_EQ(read({delta_of(R"("reasoning_content":"a")") + delta_of(R"("reasoning":"b")") + finish("stop")})
                  .all<thinking_delta>(),
              (std::vector{thinking_delta{"a"}, thinking_delta{"b"}}));
}

TEST(openai_response, says_thinking_once_when_it_has_both_names) {
    EXPECT_EQ(
        read({delta_of(R"("reasoning_content":"a","reasoning":"a")") + finish("stop")}).all<thinking_delta>().size(),
        1u);
}

TEST(openai_response, takes_a_refusal_for_text) {
    EXPECT_EQ(read({delta_of(R"("content":null,"refusal":"I won't.")") + finish("stop")}).text(), "I won't.");
}

TEST(openai_response, reads_text_in_parts) {
    EXPECT_EQ(
        read({delta_of(R"("content":[{"type":"text","text":"a"},{"type":"image"},5,{"text":"b"}])") + finish("stop")})
            .text(),
        "ab");
}

TEST(openai_response, reads_a_tool_call_in_pieces) {
    auto const said = read(
        {delta_of(R"("tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":""}}])") +
         delta_of(R"("tool_calls":[{"index":0,"function":{"arguments":"{\"a\""}}])") +
         delta_of(R"("tool_calls":[{"index":0,"function":{"arguments":":1}"}}])") +
         delta_of(R"("tool_calls":[{"index":1,"id":"c2","function":{"name":"g","arguments":"{}"}}])") +
         finish("tool_calls")});

    EXPECT_EQ(said.all<tool_call_delta>(),
              (std::vector<tool_call_delta>{
                  {0, "c1", "f", ""}, {0, "", "", "{\"a\""}, {0, "", "", ":1}"}, {1, "c2", "g", "{}"}}));
    EXPECT_EQ(said.finish(), finish_reason::tool_call);
}

TEST(openai_response, tells_id_and_name_once_though_the_server_repeats_them) {
    auto const piece = delta_of(R"("tool_calls":[{"index":0,"id":"c1","function":{"name":"f","arguments":"x"}}])");

    EXPECT_EQ(read({piece + piece + finish("tool_calls")}).all<tool_call_delta>(),
              (std::vector<tool_call_delta>{{0, "c1", "f", "x"}, {0, "", "", "x"}}));
}

TEST(openai_response, keeps_calls_apart_that_share_an_index) {
    auto const said = read({delta_of(R"("tool_calls":[{"index":0,"id":"c1","function":{"name":"f","arguments":"{}"}},)"
                                     R"({"index":0,"id":"c2","function":{"name":"g","arguments":{"a":1}}}])") +
                            finish("tool_calls")});

    EXPECT_EQ(said.all<tool_call_delta>(),
              (std::vector<tool_call_delta>{{0, "c1", "f", "{}"}, {1, "c2", "g", R"({"a":1})"}}));
}

TEST(openai_response, gives_a_call_an_id_when_the_server_does_not) {
    EXPECT_EQ(read({delta_of(R"("tool_calls":[{"function":{"name":"f","arguments":"{}"}}])") + finish("stop")})
                  .all<tool_call_delta>(),
              (std::vector<tool_call_delta>{{0, "call_1", "f", "{}"}}));
}

TEST(openai_response, replaces_bytes_of_a_call_that_are_no_utf8) {
    auto const piece =
        delta_of("\"tool_calls\":[{\"id\":\"c1\",\"function\":{\"name\":\"f\",\"arguments\":\"\xFF\"}}]");

    EXPECT_EQ(read({piece + finish("stop")}).all<tool_call_delta>().at(0).arguments, "\xEF\xBF\xBD");
}

TEST(openai_response, takes_no_more_calls_than_it_should) {
    std::string body;
    for (int i = 0; i < 1000; ++i)
        body += delta_of(R"("tool_calls":[{"index":)" + std::to_string(i) + R"(,"id":"c)" + std::to_string(i) +
                         R"(","function":{}}])");

    EXPECT_EQ(read({body + finish("tool_calls")}).all<tool_call_delta>().size(), llm::openai_tool_calls::calls_max);
}

TEST(openai_response, passes_over_fields_of_the_wrong_type) {
    for (auto const* json :
         {"null", "5", "\"ping\"", "[]", "{}", R"({"choices":null})", R"({"choices":{}})", R"({"choices":[null,5,[]]})",
          R"({"choices":[{"delta":null}]})", R"({"choices":[{"delta":[]}]})",
          R"({"choices":[{"delta":{"content":5}}]})", R"({"choices":[{"delta":{"content":{"a":1}}}]})",
          R"({"choices":[{"finish_reason":5}]})", R"({"choices":[{"delta":{"tool_calls":5}}]})",
          R"({"choices":[{"delta":{"tool_calls":[5,{},{"function":5}]}}]})", R"({"usage":null})", R"({"usage":[]})",
          R"({"error":null})", R"({"choices":[{"index":1,"delta":{"content":"other"}}]})"}) {
        auto const said = read({text("a") + event(json) + text("b") + finish("stop") + end_mark});
        EXPECT_FALSE(said.failure) << json;
        EXPECT_EQ(said.deltas, (deltas{text_delta{"a"}, text_delta{"b"}, finish_delta{}})) << json;
    }
}

TEST(openai_response, keeps_nonsense_counts_within_bounds) {
    auto const counts =
        read({event(R"({"usage":{"prompt_tokens":-5,"completion_tokens":1e300}})") +
              event(R"({"usage":{"prompt_tokens":"7","completion_tokens":18446744073709551615}})") + finish("stop")})
            .all<usage_delta>();

    ASSERT_EQ(counts.size(), 2u);
    EXPECT_EQ(counts[0].tokens.prompt_tokens, 0);
    EXPECT_EQ(counts[0].tokens.completion_tokens, 1'000'000'000);
    EXPECT_EQ(counts[1].tokens.prompt_tokens, 0);
    EXPECT_EQ(counts[1].tokens.completion_tokens, 1'000'000'000);
}

TEST(openai_response, drops_events_of_unknown_names) {   // X-11
    EXPECT_EQ(read({"event: execute\n" + text("rm") + "event: redirect\n" + text("http") + text("a") + finish("stop")})
                  .text(),
              "a");
}

TEST(openai_response, fails_at_an_event_it_can_not_read) {
    for (auto const* json : {"{", "{\"choices\":[", "data", "<html>", "{}{}"}) {
        auto const said = read({text("a") + event(json) + finish("stop")});
        ASSERT_TRUE(said.failure) << json;
        EXPECT_EQ(said.failure->code, core::errc::upstream_failed);
        EXPECT_TRUE(said.failure->retryable);
        EXPECT_EQ(said.text(), "a");
    }
}

TEST(openai_response, fails_at_an_event_that_nests_too_deeply) {
    EXPECT_TRUE(read({event(std::string(100'000, '['))}).failure);
}

TEST(openai_response, fails_at_an_event_that_never_ends) {
    llm::openai_response response(config, "gpt-x");
    deltas out;
    std::string const piece(1 << 20, 'x');
    int fed = 0;
    while (fed < 100 && response.feed(piece, out)) ++fed;

    EXPECT_LT(fed, 100);
}

TEST(openai_response, reads_an_event_of_a_megabyte) {
    EXPECT_EQ(read({text(std::string(1 << 20, 'x')) + finish("stop")}).text().size(), 1u << 20);
}

TEST(openai_response, joins_a_character_that_was_cut_between_two_events) {
    auto const said = read({text("a\xF0\x9F") +
                            text("\x99\x82"
                                 "b") +
                            finish("stop")});

    EXPECT_EQ(said.text(), "a🙂b");
    for (auto const& piece : said.all<text_delta>()) EXPECT_TRUE(core::valid_utf8(piece.text));
}

TEST(openai_response, replaces_bytes_that_are_no_utf8) {
    EXPECT_EQ(read({text("a\xFF"
                         "b") +
                    text("c\xE6") + finish("stop")})
                  .text(),
              "a\xEF\xBF\xBD"
              "bc\xEF\xBF\xBD");
}

TEST(openai_response, replaces_half_of_a_surrogate_pair) {
    EXPECT_EQ(
        read({text(R"(a\ud83d)") + text(R"(\ude42b)") + text(R"(\ud83d\ude42 \\ud83d \n)") + finish("stop")}).text(),
        "a\xEF\xBF\xBD"
        "\xEF\xBF\xBD"
        "b🙂 \\ud83d \n");
}

TEST(openai_response, reads_a_whole_reply_of_a_server_that_does_not_stream) {
    llm::openai_response response(config, "gpt-x");
    deltas out;

    auto const taken =
        response.read_whole(R"({"choices":[{"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],
        "usage":{"prompt_tokens":1,"completion_tokens":1}})",
                            out);

    EXPECT_TRUE(taken);
    EXPECT_EQ(out,
              (deltas{text_delta{"Hi"}, usage_delta{{.prompt_tokens = 1, .completion_tokens = 1}}, finish_delta{}}));
}

TEST(openai_response, turns_an_error_in_the_middle_into_ours) {
    for (auto const* named : {"", "event: error\n"}) {
        auto const said = read(
            {text("a") + named + event(R"({"error":{"message":"secret words","type":"server_error","code":null}})")});
        EXPECT_EQ(said.text(), "a");
        ASSERT_TRUE(said.failure);
        EXPECT_EQ(said.failure->code, core::errc::upstream_failed);
        EXPECT_TRUE(said.failure->retryable);
        EXPECT_EQ(said.failure->message.find("secret"), std::string::npos);
    }
}

}  // namespace
