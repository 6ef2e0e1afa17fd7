#include "api/openai/chat.hpp"

#include "api/openai/chat_types.hpp"
#include "api/openai/chat_view.hpp"
#include "api/openai/prompt.hpp"

namespace api::openai {

namespace {

void add_models(std::optional<std::vector<std::string>> const& from, std::vector<std::string>& to) {
    if (from) to.insert(to.end(), from->begin(), from->end());
}

core::result<dropin_request> to_request(chat_completion_request const& from) {
    body_problems problems;
    dropin_request out;
    out.prompt = read_messages(from.messages, problems);
    auto& options = out.options;
    options.model = from.model.value_or("");
    add_models(from.models, options.models);
    add_models(from.fallbacks, options.models);
    options.temperature = from.temperature;
    options.top_p = from.top_p;
    options.max_tokens = from.max_completion_tokens ? from.max_completion_tokens : from.max_tokens;
    options.tools = read_tools(from.tools, problems);
    auto& form = options.form.emplace();
    read_tool_choice(from.tool_choice, form, problems);
    form.parallel_calls = from.parallel_tool_calls;
    form.stop = read_stop(from.stop, problems);
    form.format = read_response_format(from.response_format, problems);
    form.seed = from.seed;
    form.presence_penalty = from.presence_penalty;
    form.frequency_penalty = from.frequency_penalty;
    form.effort = from.reasoning_effort.value_or("");
    out.keep = from.store.value_or(false);
    if (problems.any()) return problems.first();
    return out;
}

}  // namespace

core::task<> post_chat_completion(call& c) {
    auto body = dropin_body_of<chat_completion_request>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    auto request = to_request(*body);
    if (!request) co_return co_await reply_error(c, request.error());
    auto facts = facts_of_answer(c, *request);
    auto const turn = co_await begin_answer(c, std::move(*request));
    if (!turn) co_return co_await reply_error(c, turn.error());
    facts.id = "chatcmpl-" + (*turn)->ids().message;
    if (!body->stream.value_or(false))
        co_return co_await send_whole_answer(c, **turn,
                                             [&](auto const& answer) { return chat_completion(facts, answer); });
    bool const usage = body->stream_options && body->stream_options->include_usage.value_or(false);
    chat_encoder encoder(std::move(facts), usage);
    co_await stream_answer(c, **turn, encoder);
}

}  // namespace api::openai
