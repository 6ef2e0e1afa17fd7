#include "api/openai/responses.hpp"

#include "api/openai/prompt.hpp"
#include "api/openai/response_input.hpp"
#include "api/openai/response_types.hpp"
#include "api/openai/response_view.hpp"
#include "api/openai/stored_response.hpp"
#include "chat/reach.hpp"
#include "turn/stored_branch.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace api::openai {

namespace json = boost::json;

namespace {

constexpr refused_field refused[] = {
    {"background", "is not available: ask with `stream`, or with `store` and GET /v1/responses/{id}"},
    {"conversation", "is not available: name it in the header X-Parlance-Conversation"},
    {"prompt", "is not available: send `instructions`"},
    {"top_logprobs", "is not available: no provider's probabilities are passed on"},
};

core::result<dropin_request> to_request(response_request const& from) {
    body_problems problems;
    dropin_request out;
    out.prompt = read_input(from.input, from.instructions.value_or(""), problems);
    auto& options = out.options;
    options.model = from.model.value_or("");
    options.models = other_models(from.models, from.fallbacks);
    options.temperature = from.temperature;
    options.top_p = from.top_p;
    options.max_tokens = from.max_output_tokens;
    options.tools = read_flat_tools(from.tools, problems);
    auto& form = options.form.emplace();
    read_tool_choice(from.tool_choice, form, problems);
    form.parallel_calls = from.parallel_tool_calls;
    form.format = read_text_format(from.text, problems);
    if (auto const* reasoning = from.reasoning.if_object())
        form.effort = text_member(*reasoning, "effort", "/reasoning", problems, false);
    if (auto const* text = from.text.if_object())
        form.verbosity = text_member(*text, "verbosity", "/text", problems, false);
    out.keep = from.store.value_or(false);
    if (problems.any()) return problems.first();
    return out;
}

// What a response repeats of its request.
json::object repeated(response_request const& from) {
    json::object out;
    auto const text = [](auto const& value) { return value ? json::value(json::string(*value)) : json::value(); };
    out["instructions"] = text(from.instructions);
    out["previous_response_id"] = text(from.previous_response_id);
    out["max_output_tokens"] = from.max_output_tokens ? json::value(*from.max_output_tokens) : json::value();
    out["temperature"] = from.temperature.value_or(1);
    out["top_p"] = from.top_p.value_or(1);
    out["store"] = from.store.value_or(false);
    out["parallel_tool_calls"] = from.parallel_tool_calls.value_or(true);
    out["tools"] = from.tools.is_array() ? from.tools : json::value(json::array());
    out["tool_choice"] = from.tool_choice.is_null() ? json::value("auto") : from.tool_choice;
    out["text"] = from.text.is_object() ? from.text : json::value(json::object{{"format", {{"type", "text"}}}});
    out["reasoning"] = from.reasoning.is_object()
                           ? from.reasoning
                           : json::value(json::object{{"effort", nullptr}, {"summary", nullptr}});
    out["metadata"] = from.metadata.is_object() ? from.metadata : json::value(json::object());
    out["truncation"] = "disabled";
    return out;
}

core::error no_earlier_response() {
    return {core::errc::not_found,
            "There is no such earlier response. Only what was asked with store: true is kept.",
            {{"/previous_response_id", "is not kept here"}}};
}

// Puts the conversation that an earlier response ends before the prompt, and goes on in it.
core::task<core::result<void>> go_on(call& c, std::string const& earlier, dropin_request& request) {
    auto work = [&](store::connection& db) -> core::result<turn::stored_branch> {
        auto const id = turn_of_response(earlier);
        auto const turn = chat::reach_turn(db, c.who, id);
        return turn::branch_to(db, c.who, turn ? turn->message_id : id);   // an answer's id does, too
    };
    auto past = co_await c.use.db.read(std::move(work));
    if (!past) co_return past.error().code == core::errc::not_found ? no_earlier_response() : past.error();
    auto& prompt = request.prompt;
    auto const instructed = !prompt.empty() && prompt.front().who == llm::role::system;
    prompt.insert(prompt.begin() + (instructed ? 1 : 0), std::make_move_iterator(past->messages.begin()),
                  std::make_move_iterator(past->messages.end()));
    request.conversation_id = std::move(past->conversation_id);
    co_return core::result<void>();
}

}  // namespace

core::task<> post_response(call& c) {
    auto body = dropin_body_of<response_request>(c, refused);
    if (!body) co_return co_await reply_error(c, body.error());
    auto request = to_request(*body);
    if (!request) co_return co_await reply_error(c, request.error());
    if (body->previous_response_id)
        if (auto const found = co_await go_on(c, *body->previous_response_id, *request); !found)
            co_return co_await reply_error(c, found.error());
    response_facts facts{facts_of_answer(c, *request), repeated(*body)};
    auto const turn = co_await begin_answer(c, std::move(*request));
    if (!turn) co_return co_await reply_error(c, turn.error());
    facts.answer.id = response_id((*turn)->ids().turn);
    if (!body->stream.value_or(false))
        co_return co_await send_whole_answer(c, **turn,
                                             [&](auto const& answer) { return response_body(facts, answer); });
    response_encoder encoder(std::move(facts));
    co_await stream_answer(c, **turn, encoder);
}

}  // namespace api::openai
