#include "api/anthropic/messages.hpp"

#include "api/anthropic/message_types.hpp"
#include "api/anthropic/message_view.hpp"
#include "api/anthropic/prompt.hpp"
#include "llm/tokens/tokenizer.hpp"

namespace api::anthropic {

namespace {

core::result<dropin_request> to_request(message_request const& from) {
    body_problems problems;
    dropin_request out;
    out.prompt = read_prompt(from.system, from.messages, problems);
    auto& options = out.options;
    options.model = from.model.value_or("");
    for (auto const* names : {&from.models, &from.fallbacks})
        if (*names) options.models.insert(options.models.end(), (*names)->begin(), (*names)->end());
    options.temperature = from.temperature;
    options.top_p = from.top_p;
    options.max_tokens = from.max_tokens;
    options.tools = read_tools(from.tools, problems);
    auto& form = options.form.emplace();
    read_tool_choice(from.tool_choice, form, problems);
    read_output_config(from.output_config, form, problems);
    form.stop = from.stop_sequences.value_or(std::vector<std::string>());
    out.keep = from.store.value_or(false);
    if (problems.any()) return problems.first();
    return out;
}

}  // namespace

core::task<> post_message(call& c) {
    auto body = dropin_body_of<message_request>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    auto request = to_request(*body);
    if (!request) co_return co_await reply_error(c, request.error());
    auto facts = facts_of_answer(c, *request);
    auto const turn = co_await begin_answer(c, std::move(*request));
    if (!turn) co_return co_await reply_error(c, turn.error());
    facts.id = "msg_" + (*turn)->ids().message;
    if (!body->stream.value_or(false))
        co_return co_await send_whole_answer(c, **turn,
                                             [&](auto const& answer) { return message_body(facts, answer); });
    message_encoder encoder(std::move(facts), c.request.id);
    co_await stream_answer(c, **turn, encoder);
}

core::task<> count_tokens(call& c) {
    auto body = dropin_body_of<count_tokens_request>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    body_problems problems;
    auto prompt = read_prompt(body->system, body->messages, problems);
    // Definitions count like text; pictures are not counted.
    for (auto const& tool : read_tools(body->tools, problems))
        prompt.push_back({.who = llm::role::system, .text = tool.name + tool.description + tool.parameters});
    if (problems.any()) co_return co_await reply_error(c, problems.first());
    auto const as = c.use.models.resolve(body->model.value_or("")).reads;
    co_await reply_with(c, 200, count_tokens_reply{co_await c.use.models.counter().count(as, prompt)});
}

}  // namespace api::anthropic
