#include "api/openai/stored_response.hpp"

#include "api/openai/response_types.hpp"
#include "api/openai/response_view.hpp"
#include "chat/reach.hpp"
#include "turn/payloads.hpp"
#include "turn/stored_message.hpp"

namespace api::openai {

namespace {

using store::event_kind;

constexpr std::string_view prefix = "resp_";

core::error no_response() {
    return {core::errc::not_found,
            "There is no such response. Only what was asked with store: true is kept.",
            {{"/response_id", "is not kept here"}}};
}

// What the log said, out of the stored answer: the log itself is kept for some minutes only.
std::vector<store::turn_event> events_of(store::turn_row const& turn, store::message_row const& answer) {
    std::vector<store::turn_event> out;
    auto const add = [&](event_kind kind, std::string data) {
        if (!data.empty()) out.push_back({.sequence = out.size() + 1, .kind = kind, .data = std::move(data)});
    };
    turn::turn_ids const ids{turn.id, turn.conversation_id, turn.user_message_id, turn.message_id};
    core::usage const tokens{.prompt_tokens = answer.prompt_tokens, .completion_tokens = answer.token_count};
    auto const why = llm::finish_reason_from(answer.finish_reason).value_or(llm::finish_reason::stop);
    add(event_kind::start, turn::start_payload(ids));
    add(event_kind::thinking, answer.thinking);
    add(event_kind::token, answer.content);
    for (auto const& call : turn::message_of(answer).tool_calls)
        add(event_kind::tool_call, turn::tool_call_payload(call));
    add(event_kind::usage, turn::usage_payload(tokens, answer.cost_nano_usd));
    if (!answer.error.empty()) add(event_kind::error, answer.error);
    else
        add(event_kind::complete,
            turn::complete_payload(ids, why, tokens, answer.cost_nano_usd, answer.provider, answer.model));
    return out;
}

response_facts facts_of(store::turn_row const& turn) {
    response_facts out;
    out.answer = {.id = response_id(turn.id),
                  .created = core::to_ms(turn.created_at) / 1000,
                  .provider = turn.provider,
                  .model = turn.model};
    out.asked["store"] = true;
    out.asked["metadata"] = boost::json::object();
    out.asked["tools"] = boost::json::array();
    out.asked["parallel_tool_calls"] = true;
    return out;
}

core::task<> reply_stored(call& c, store::turn_row const& turn, response_query const& how) {
    auto work = [&](store::connection& db) { return chat::reach_message(db, c.who, turn.message_id); };
    auto const answer = co_await c.use.db.read(std::move(work));
    if (!answer) co_return co_await reply_error(c, no_response());
    auto const events = events_of(turn, *answer);
    if (!how.stream.value_or(false)) {
        whole_answer whole;
        for (auto const& event : events) whole.add(event);
        co_return co_await reply_json(c, 200, response_body(facts_of(turn), whole));
    }
    response_encoder encoder(facts_of(turn), how.starting_after.value_or(-1));
    std::string bytes;
    for (auto const& event : events) encoder.add(bytes, event);
    net::sse_writer out(co_await c.exchange.stream(net::event_stream_head()));
    co_await out.finish(std::move(bytes));
}

}  // namespace

std::string response_id(std::string_view turn_id) { return std::string(prefix).append(turn_id); }

std::string turn_of_response(std::string_view id) {
    return id.starts_with(prefix) ? std::string(id.substr(prefix.size())) : std::string();
}

core::task<> get_response(call& c) {
    auto const how = query_of<response_query>(c);
    if (!how) co_return co_await reply_error(c, how.error());
    auto const id = turn_of_response(c.parameter(0));
    auto work = [&](store::connection& db) { return chat::reach_turn(db, c.who, id); };
    auto const turn = co_await c.use.db.read(std::move(work));
    if (!turn) co_return co_await reply_error(c, no_response());
    auto reader = co_await c.use.log.read(turn->id, 0);
    if (!reader) co_return co_await reply_stored(c, *turn, *how);

    answering running(c, {turn->id, turn->conversation_id, turn->user_message_id, turn->message_id}, std::move(*reader),
                      true);
    if (how->stream.value_or(false)) {
        response_encoder encoder(facts_of(*turn), how->starting_after.value_or(-1));
        co_return co_await stream_answer(c, running, encoder);
    }
    auto const answer = co_await collect_answer(c, running);
    if (!answer) co_return co_await reply_error(c, no_response());
    co_await reply_json(c, 200, response_body(facts_of(*turn), *answer));
}

}  // namespace api::openai
