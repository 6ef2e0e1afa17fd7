#include "api/openai/chat.hpp"

#include "api/dropin/answer_call.hpp"
#include "api/openai/chat_types.hpp"
#include "api/openai/chat_view.hpp"
#include "api/openai/prompt.hpp"

namespace api::openai {

namespace {

constexpr char const* no_probabilities = "is not available: no provider's probabilities are passed on";

constexpr refused_field refused[] = {
    {"logprobs", no_probabilities},
    {"top_logprobs", no_probabilities},
    {"logit_bias", "is not available"},
    {"modalities", "must be text; nothing else is answered", "text"},
    {"functions", "is an old name; send `tools`"},
    {"function_call", "is an old name; send `tool_choice`"},
    {"web_search_options", "is not available: the caller runs the tools here", {}, true},
};

core::result<dropin_request> to_request(chat_completion_request const& from) {
    body_problems problems;
    dropin_request out;
    out.prompt = read_messages(from.messages, problems);
    auto& options = out.options;
    options.model = from.model.value_or("");
    options.models = other_models(from.models, from.fallbacks);
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
    form.verbosity = from.verbosity.value_or("");
    out.keep = from.store.value_or(false);
    if (problems.any()) return problems.first();
    return out;
}

}  // namespace

core::task<> post_chat_completion(call& c) {
    auto const body = dropin_body_of<chat_completion_request>(c, refused);
    if (!body) co_return co_await reply_error(c, body.error());
    bool const usage = body->stream_options && body->stream_options->include_usage.value_or(false);
    auto encoder = [usage](answer_facts facts) { return std::make_unique<chat_encoder>(std::move(facts), usage); };
    answer_shape shape{"chatcmpl-", body->stream.value_or(false), chat_completion, std::move(encoder)};
    co_await answer_call(c, to_request(*body), std::move(shape));
}

}  // namespace api::openai
