#include "llm/anthropic/config.hpp"
#include "llm/anthropic/provider.hpp"
#include "llm/gemini/provider.hpp"
#include "llm/openai/provider.hpp"
#include "llm/router.hpp"
#include "support/anthropic_events.hpp"
#include "support/fake_provider.hpp"
#include "support/gemini_events.hpp"
#include "support/manual_clock.hpp"
#include "support/on_loop.hpp"
#include "support/responses_events.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <iostream>

// The fault table: what a provider can do wrong, told in all four protocols, and then what its caller sees and what
// the providers see. A row is a first route that misbehaves and what stands behind it; nobody waits for real time.

namespace {

using namespace std::chrono_literals;
using namespace support;

enum class protocol { openai, responses, anthropic, gemini };
char const* name_of(protocol p) {
    constexpr char const* names[] = {"openai", "responses", "anthropic", "gemini"};
    return names[static_cast<int>(p)];
}

// Anthropic numbers the blocks of an answer.
std::string text(protocol p, std::string_view words, int block = 0) {
    switch (p) {
    case protocol::openai:    return text_event(words);
    case protocol::responses: return responses::text(words);
    case protocol::anthropic: return anthropic::text_block(block, words);
    case protocol::gemini:    return gemini::text(words);
    }
    return {};
}
std::string begin(protocol p) {
    if (p == protocol::responses) return responses::created();
    return p == protocol::anthropic ? anthropic::start() : "";
}
std::string end(protocol p) {
    switch (p) {
    case protocol::openai:    return finish_event() + done_event();
    case protocol::responses: return responses::completed();
    case protocol::anthropic: return anthropic::finish("end_turn") + anthropic::stop();
    case protocol::gemini:    return gemini::finish();
    }
    return {};
}
script answer(protocol p, std::string_view words) { return {send(stream_head() + begin(p) + text(p, words) + end(p))}; }
std::string refusal(int status, std::string_view more = {}, std::string_view body = R"({"error":{"message":"no"}})") {
    return whole_reply(status, body, more);
}

std::string const half = "The first half of a long answer, and ";
std::string const rest = "the second half of it.";

// Scripts of the first route are given to its requests in turn; the last one serves all after it.
struct row {
    char const* name;
    std::vector<std::string> does{};   // of the first route, one script for each of its requests; see play()
    std::string text{};                // what the caller sees
    std::optional<core::errc> fails{};
    std::size_t first = 1, second = 0; // requests that each route sees
    std::vector<int> waits{};          // milliseconds before repetitions, with a draw of a half
    bool fallback = true;              // there is a second route
    std::string notes{};               // what readers are told: another, continued, restarted
};

std::ostream& operator<<(std::ostream& out, row const& of) { return out << of.name; }

std::vector<row> const rows{
    {"answers", {"whole"}, half + rest},
    // Before anything was said.
    {"limits_once", {"429", "whole"}, half + rest, {}, 2, 0, {500}, false, "another "},
    {"limits_with_a_time", {"429 7", "whole"}, half + rest, {}, 2, 0, {7000}, false, "another "},
    {"limits_for_an_hour", {"429 3600"}, {}, core::errc::rate_limited, 1, 0, {}, false},
    {"limits_until_a_date_long_ago", {"429 past", "whole"}, half + rest, {}, 2, 0, {500}, false, "another "},
    {"limits_by_nonsense", {"429 garbage", "whole"}, half + rest, {}, 2, 0, {500}, false, "another "},
    {"limits_by_less_than_nothing", {"429 -1", "whole"}, half + rest, {}, 2, 0, {500}, false, "another "},
    {"limits_and_another_is_there", {"429 7"}, "fallback", {}, 1, 1, {}, true, "another "},
    {"breaks_once", {"500", "whole"}, half + rest, {}, 2, 0, {500}, false, "another "},
    {"breaks_and_another_is_there", {"500"}, "fallback", {}, 1, 1, {}, true, "another "},
    {"is_down_for_long", {"503"}, {}, core::errc::upstream_failed, 3, 0, {500, 1000}, false, "another another "},
    {"resets_before_its_headers", {"reset", "whole"}, half + rest, {}, 2, 0, {500}, false, "another "},
    {"closes_before_its_headers", {"close"}, "fallback", {}, 1, 1, {}, true, "another "},
    {"does_not_respond", {"hang"}, {}, core::errc::timeout, 1, 0, {}, false},
    {"does_not_respond_and_another_is_there", {"hang"}, "fallback", {}, 1, 1, {}, true, "another "},
    {"is_slow_to_its_first_token", {"silent"}, "fallback", {}, 1, 1, {}, true, "another "},
    {"refuses_the_key", {"401"}, "fallback", {}, 1, 1, {}, true, "another "},
    {"lacks_the_model", {"404"}, "fallback", {}, 1, 1, {}, true, "another "},
    {"finds_it_too_long", {"too long"}, {}, core::errc::context_too_long, 1, 0, {}, false},
    {"finds_it_too_long_and_a_larger_one_is_there", {"too long"}, "fallback", {}, 1, 1, {}, true, "another "},
    {"filters_the_prompt", {"filter"}, {}, core::errc::content_filtered, 1, 0},
    {"sends_no_http", {"noise"}, "fallback", {}, 1, 1, {}, true, "another "},
    // In the middle.
    {"is_cut", {"half close"}, half + rest, {}, 1, 1, {}, true, "continued "},
    {"is_reset_in_the_middle", {"half reset"}, half + rest, {}, 1, 1, {}, true, "continued "},
    {"stalls_in_the_middle", {"half hang"}, half + rest, {}, 1, 1, {}, true, "continued "},
    {"sends_a_malformed_event", {"half malformed"}, half + rest, {}, 1, 1, {}, true, "continued "},
    {"sends_a_giant_event", {"half giant"}, half + rest, {}, 1, 1, {}, true, "continued "},
    {"lacks_its_end", {"half end"}, half + rest, {}, 1, 1, {}, true, "continued "},
    {"reports_an_error_in_the_middle", {"half error"}, half + rest, {}, 1, 1, {}, true, "continued "},
    {"is_cut_and_alone", {"half close", "continuation"}, half + rest, {}, 2, 0, {500}, false, "continued "},
    {"stalls_and_is_alone", {"half hang"}, half, core::errc::timeout, 1, 0, {}, false},
    // Read leniently.
    {"finishes_twice", {"twice"}, half + rest},
    {"sends_fields_of_other_types", {"odd types"}, half + rest},
    {"cuts_a_character_in_two", {"split"}, half + "\xC3\xA9 " + rest},
    {"ends_its_lines_by_carriage_returns", {"cr"}, half + rest},
};

script play(protocol p, std::string const& what) {
    auto const head = stream_head() + begin(p);
    auto const said = head + text(p, half);
    if (what == "whole") return {send(said + text(p, rest, 2) + end(p))};
    if (what == "continuation") return answer(p, rest);
    if (what == "429") return {send(refusal(429))};
    if (what == "429 7") return {send(refusal(429, "Retry-After: 7\r\n"))};
    if (what == "429 3600") return {send(refusal(429, "Retry-After: 3600\r\n"))};
    if (what == "429 past") return {send(refusal(429, "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT\r\n"))};
    if (what == "429 garbage") return {send(refusal(429, "Retry-After: soon\r\n"))};
    if (what == "429 -1") return {send(refusal(429, "Retry-After: -1\r\n"))};
    if (what == "401" || what == "404" || what == "500" || what == "503") return {send(refusal(std::stoi(what)))};
    if (what == "too long")
        return {send(refusal(400, {}, R"({"error":{"message":"prompt is too long: maximum context length"}})"))};
    if (what == "filter")
        return {send(refusal(400, {}, R"({"error":{"code":"content_filter","message":"content_policy"}})"))};
    if (what == "reset") return {reset()};
    if (what == "close") return {close()};
    if (what == "hang") return {hang()};
    if (what == "silent") return {send(head), hang()};
    if (what == "noise") return {send("I am no web server\r\n\r\n"), close()};
    if (what == "half close") return {send(said), close()};
    if (what == "half reset") return {send(said), gate(), reset()};
    if (what == "half hang") return {send(said), hang()};
    if (what == "half malformed") return {send(said + "data: {\"choices\":[{\n\n"), hang()};
    if (what == "half giant") return {send(said + "data: {\"x\":\"" + std::string(9u << 20, 'x')), hang()};
    if (what == "half end") return {send(said)};
    if (what == "half error")
        return {send(said + "data: {\"type\":\"error\",\"error\":{\"message\":\"fire\",\"code\":500}}\n\n"), hang()};
    if (what == "twice") return {send(said + text(p, rest, 2) + end(p) + end(p))};
    if (what == "odd types")
        return {send(said +
                     "data: {\"choices\":7,\"candidates\":\"x\",\"delta\":[],\"usage\":\"many\",\"type\":3}\n\n" +
                     "data: [1,\"a\"]\n\ndata: null\n\n" + text(p, rest, 2) + end(p))};
    if (what == "split") {
        auto const bytes = text(p, "\xC3\xA9 ", 1);
        auto const at = bytes.find('\xC3') + 1;
        return {send(said + bytes.substr(0, at)), send(bytes.substr(at) + text(p, rest, 2) + end(p))};
    }
    std::string cr = text(p, half) + text(p, rest, 2) + end(p);   // "cr"
    std::erase(cr, '\r');
    std::ranges::replace(cr, '\n', '\r');
    return {send(stream_head() + begin(p) + cr)};
}

class fault_table : public testing::TestWithParam<std::tuple<protocol, row>> {
public:
    static void SetUpTestSuite() { std::cout << rows.size() << " faults in 4 protocols\n"; }

protected:
    fault_table() { loops.start(); }

    std::unique_ptr<llm::provider> provider_at(protocol p, std::string const& url, std::string name) {
        if (p == protocol::anthropic) {
            auto config = llm::anthropic_at(url, "sk-secret");
            config.name = std::move(name);
            return std::make_unique<llm::anthropic_provider>(client, time, config);
        }
        if (p == protocol::gemini) {
            auto config = llm::gemini_at(url, "sk-secret");
            config.server.name = std::move(name);
            return std::make_unique<llm::gemini_provider>(client, time, config);
        }
        auto config = llm::openai_at(url + "/v1", "sk-secret");
        config.server.name = std::move(name);
        if (p == protocol::responses) config.api = llm::openai_api::responses;
        config.background = keeps;
        return std::make_unique<llm::openai_provider>(client, time, config);
    }

    llm::router& routes(protocol p, bool fallback) {
        std::vector<std::unique_ptr<llm::provider>> providers;
        providers.push_back(provider_at(p, primary.url(), "first"));
        providers.push_back(provider_at(protocol::openai, secondary.url(), "second"));
        llm::router_config config{.default_provider = "first", .default_model = "m"};
        // What stalls does so for longer than any of these.
        config.limits = {.connect = 2s, .first_token = 100ms, .silence = 200ms, .total = 60s};
        if (fallback) config.rules.fallbacks = {{.use = {"second/m"}}};
        llm::router_time const clock{.pause = [this](std::chrono::milliseconds wait) -> core::task<> {
            waits.push_back(static_cast<int>(wait.count()));
            co_return;
        }};
        return router.emplace(std::move(providers), meter, known, std::move(config), [] { return 0.5; }, clock);
    }

    core::task<core::result<void>> asking(llm::router& from) {
        llm::routed_call call{.request = {.messages = {{.text = "hi"}}}, .who = {.user_id = "u"}, .charges = charges};
        call.request.resumable = true;
        call.told = [this](llm::attempt_note note) -> core::task<> {
            constexpr char const* kinds[] = {"another ", "continued ", "restarted ", "kept "};
            notes += kinds[static_cast<int>(note.what)];
            co_return;
        };
        auto const opened = co_await from.open(std::move(call));
        if (!opened) co_return opened.error();
        for (;;) {
            auto const said = co_await (*opened)->read_some();
            if (!said) co_return said.error();
            if (said->empty()) break;
            for (auto const& one : *said) {
                if (auto const* text = std::get_if<llm::text_delta>(&one)) seen += text->text;
                finishes += std::holds_alternative<llm::finish_delta>(one);
            }
            if (!seen.empty()) primary.open_gate();   // a reset can't overtake the text then
        }
        answered = (*opened)->answers().provider;
        co_return core::result<void>();
    }

    bool keeps = false;   // providers keep answers that are asked for by responses
    fake_provider primary, secondary;
    manual_clock time;
    net::loops loops{1};
    net::http_client client{loops};
    llm::unlimited_meter meter;
    llm::known_models known;
    std::vector<llm::charge> charges;
    std::optional<llm::router> router;
    std::vector<int> waits;
    std::string seen, notes, answered;
    int finishes = 0;
};

TEST_P(fault_table, holds) {
    auto const& [p, row] = GetParam();
    for (auto const& what : row.does) primary.answer(play(p, what));
    secondary.answer(answer(protocol::openai, row.does.front().starts_with("half") ? rest : "fallback"));

    auto const done = on_loop(loops, asking(routes(p, row.fallback)));

    EXPECT_EQ(seen, row.text);
    EXPECT_EQ(done ? std::optional<core::errc>() : std::optional(done.error().code), row.fails);
    EXPECT_EQ(finishes, done ? 1 : 0) << "exactly one end, and none of what is not whole";
    if (!done) EXPECT_EQ(done.error().message.find("sk-secret"), std::string::npos);
    EXPECT_EQ(primary.requests().size(), row.first);
    EXPECT_EQ(secondary.requests().size(), row.second);
    EXPECT_EQ(waits, row.waits);
    EXPECT_EQ(notes, row.notes);
    ASSERT_EQ(charges.size(), row.first + row.second) << "each attempt is a charge of its own";
    for (auto const& one : charges) {
        bool const last = &one == &charges.back();
        EXPECT_EQ(one.how, last && done ? llm::attempt_outcome::answered : llm::attempt_outcome::failed);
    }
    if (done) EXPECT_EQ(answered, row.second > 0 ? "second" : "first");
}

INSTANTIATE_TEST_SUITE_P(
    llm, fault_table,
    testing::Combine(testing::Values(protocol::openai, protocol::responses, protocol::anthropic, protocol::gemini),
                     testing::ValuesIn(rows)),
    [](auto const& info) {
        return std::string(name_of(std::get<0>(info.param))) + "_" + std::get<1>(info.param).name;
    });

// What takes more than one route, or more than one call.
class routes_at_fault : public fault_table {
protected:
    std::string ask() {
        seen.clear();
        auto const done = on_loop(loops, asking(*router));
        return done ? seen : core::to_string(done.error().code);
    }
};

TEST_P(routes_at_fault, a_fallback_that_refuses_a_prefill_is_asked_to_go_on) {
    std::vector<std::unique_ptr<llm::provider>> providers;
    providers.push_back(provider_at(protocol::openai, primary.url(), "first"));
    providers.push_back(provider_at(protocol::anthropic, secondary.url(), "second"));
    llm::router_config config{.default_provider = "first", .default_model = "m"};
    config.rules.fallbacks = {{.use = {"second/claude-sonnet-4-5"}}};
    router.emplace(std::move(providers), meter, known, std::move(config), [] { return 0.5; });
    primary.answer(play(protocol::openai, "half close"));
    secondary.answer({send(refusal(400))});
    secondary.answer(answer(protocol::anthropic, half + rest));   // it says it all again

    EXPECT_EQ(ask(), half + rest);
    ASSERT_EQ(secondary.requests().size(), 2u);
    auto const last = [](received_request const& of) {
        auto const messages = boost::json::parse(of.body).at("messages").as_array();
        return std::string(messages.back().at("role").as_string());
    };
    EXPECT_EQ(last(secondary.requests()[0]), "assistant");
    EXPECT_EQ(last(secondary.requests()[1]), "user");
}

script kept_half() {
    return {send(stream_head() + responses::created("resp_1", 0) + responses::text(half, 0, 1)), close()};
}

TEST_P(routes_at_fault, an_answer_that_its_provider_keeps_is_read_on_there_and_paid_for_once) {
    keeps = true;
    routes(protocol::responses, true);
    primary.answer(kept_half());
    primary.answer({send(stream_head() + responses::text("the second half ", 0, 2)), close()});
    primary.answer({send(stream_head() + responses::text("of it.", 0, 3) +
                         responses::completed(R"("usage":{"input_tokens":9,"output_tokens":7})", 4))});

    EXPECT_EQ(ask(), half + rest);
    EXPECT_EQ(notes, "kept ");
    EXPECT_EQ(primary.requests().size(), 3u);
    EXPECT_TRUE(primary.requests()[2].head.starts_with("GET /v1/responses/resp_1?stream=true&starting_after=2 "));
    EXPECT_TRUE(secondary.requests().empty());
    ASSERT_EQ(charges.size(), 1u);
    EXPECT_EQ(charges[0].used, (core::usage{.prompt_tokens = 9, .completion_tokens = 7}));
}

TEST_P(routes_at_fault, an_answer_that_its_provider_has_forgotten_is_gone_on_with_elsewhere) {
    keeps = true;
    routes(protocol::responses, true);
    primary.answer(kept_half());
    primary.answer({send(refusal(404))});
    secondary.answer(answer(protocol::openai, rest));

    EXPECT_EQ(ask(), half + rest);
    EXPECT_EQ(notes, "kept kept continued ") << "whoever listens knows that nothing is kept now";
    EXPECT_EQ(primary.requests().size(), 2u);
    EXPECT_EQ(secondary.requests().size(), 1u);
    EXPECT_EQ(charges.size(), 2u);
}

TEST_P(routes_at_fault, an_answer_that_breaks_again_and_again_is_not_asked_for_without_end) {
    keeps = true;
    routes(protocol::responses, true);
    primary.answer(kept_half());
    primary.answer({send(stream_head()), close()});
    secondary.answer(answer(protocol::openai, rest));

    EXPECT_EQ(ask(), half + rest);
    EXPECT_EQ(primary.requests().size(), 4u);
}

TEST_P(routes_at_fault, a_primary_that_flaps_costs_nobody_an_answer) {
    for (int i = 0; i < 4; ++i)
        for (auto const* what : {"500", "whole", "half close"}) primary.answer(play(protocol::openai, what));
    for (int i = 0; i < 4; ++i)
        for (auto const& words : {std::string("fallback"), rest}) secondary.answer(answer(protocol::openai, words));
    routes(protocol::openai, true);

    for (int i = 0; i < 4; ++i) {
        EXPECT_EQ(ask(), "fallback");
        EXPECT_EQ(ask(), half + rest);
        EXPECT_EQ(ask(), half + rest);
    }
    EXPECT_EQ(primary.requests().size(), 12u);
}

// R-16
TEST_P(routes_at_fault, a_provider_that_is_down_is_left_alone_and_others_are_not) {
    primary.answer(play(protocol::openai, "503"));
    secondary.answer(answer(protocol::openai, "fallback"));
    routes(protocol::openai, true);
    for (int i = 0; i < 8; ++i) EXPECT_EQ(ask(), "fallback");

    EXPECT_EQ(primary.requests().size(), 5u);
    EXPECT_EQ(secondary.requests().size(), 8u);
    EXPECT_EQ(router->level(), llm::service_level::degraded);
    auto const endpoints = router->endpoints();
    EXPECT_EQ(endpoints[0].breaker, llm::breaker_state::open);
    EXPECT_EQ(endpoints[1].breaker, llm::breaker_state::closed);
}

INSTANTIATE_TEST_SUITE_P(llm, routes_at_fault, testing::Values(std::tuple(protocol::openai, row{.name = "two"})),
                         [](auto const&) { return std::string("two"); });

}  // namespace
