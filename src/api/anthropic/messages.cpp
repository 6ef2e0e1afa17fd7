#include "api/anthropic/messages.hpp"

#include "api/anthropic/message_types.hpp"
#include "api/anthropic/message_view.hpp"
#include "api/anthropic/prompt.hpp"
#include "api/dropin/answer_call.hpp"
#include "llm/tokens/tokenizer.hpp"

namespace api::anthropic {

namespace {

constexpr refused_field refused[] = {
    {"mcp_servers", "is not available: the caller runs the tools here"},
    {"container", "is not available: the caller runs the tools here"},
};

core::result<dropin_request> to_request(message_request const& from) {
    body_problems problems;
    dropin_request out;
    out.prompt = read_prompt(from.system, from.messages, problems);
    auto& options = out.options;
    options.model = from.model.value_or("");
    options.models = other_models(from.models, from.fallbacks);
    options.temperature = from.temperature;
    options.top_p = from.top_p;
    options.max_tokens = from.max_tokens;
    options.tools = read_tools(from.tools, problems);
    auto& form = options.form.emplace();
    read_tool_choice(from.tool_choice, form, problems);
    read_thinking(from.thinking, form, problems);
    read_output_format(from.output_format, "/output_format", form, problems);
    read_output_config(from.output_config, form, problems);
    form.top_k = from.top_k;
    form.stop = from.stop_sequences.value_or(std::vector<std::string>());
    out.keep = from.store.value_or(false);
    if (problems.any()) return problems.first();
    return out;
}

}  // namespace

core::task<> post_message(call& c) {
    auto const body = dropin_body_of<message_request>(c, refused);
    if (!body) co_return co_await reply_error(c, body.error());
    auto encoder = [&c](answer_facts facts) {
        return std::make_unique<message_encoder>(std::move(facts), c.request.id);
    };
    answer_shape shape{"msg_", body->stream.value_or(false), message_body, std::move(encoder)};
    co_await answer_call(c, to_request(*body), std::move(shape));
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
