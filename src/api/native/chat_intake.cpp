#include "api/native/chat_intake.hpp"

#include "api/native/prompts.hpp"

namespace api {

namespace {

core::error refuse(std::string field, std::string problem) {
    return {core::errc::invalid_input, field.substr(1) + " " + problem + ".", {{field, problem}}};
}

// What later versions bring. A request that asks for it must not get an answer without it.
std::optional<core::error> not_yet(chat_request const& from) {
    if (from.use_rag.value_or(false)) return refuse("/use_rag", "is not available in this version");
    if (from.collection_ids && !from.collection_ids->empty())
        return refuse("/collection_ids", "is not available in this version");
    if (from.agent) return refuse("/agent", "is not available in this version");
    if (from.attachments && !from.attachments->empty())
        return refuse("/attachments", "is not available in this version");
    if (from.provider_options && !from.provider_options->empty())
        return refuse("/provider_options", "is not available in this version");
    return std::nullopt;
}

}  // namespace

core::result<turn::turn_request> to_turn_request(core::principal who, chat_request const& from) {
    if (auto refusal = not_yet(from)) return std::move(*refusal);
    turn::turn_request out{.who = std::move(who)};
    out.conversation_id = from.conversation_id.value_or("");
    if (from.regenerate) {
        if (!from.message.empty() || from.parent_id || from.replaces)
            return refuse("/regenerate", "stands alone, without message, parent_id and replaces");
        if (out.conversation_id.empty()) return refuse("/conversation_id", "is needed with regenerate");
        if (from.regenerate->empty()) return refuse("/regenerate", "must be the id of an answer");
        out.regenerate = *from.regenerate;
    } else if (from.message.empty()) {
        return refuse("/message", "must have 1 to 100,000 characters");
    }
    if (from.parent_id) {
        if (out.conversation_id.empty()) return refuse("/parent_id", "needs conversation_id");
        out.parent_id = from.parent_id->value_or("");
    }
    if (from.replaces) {
        if (out.conversation_id.empty()) return refuse("/conversation_id", "is needed with replaces");
        if (from.parent_id) return refuse("/replaces", "says where the message stands, without parent_id");
        if (from.replaces->empty()) return refuse("/replaces", "must be the id of a question");
        out.replaces = *from.replaces;
    }
    out.message = from.message;
    out.options.model = from.model.value_or("");
    if (from.provider) {
        if (out.options.model.empty()) return refuse("/provider", "needs model");
        out.options.model = *from.provider + "/" + out.options.model;
    }
    out.options.models = from.models.value_or(std::vector<std::string>());
    if (out.options.model.empty() && !out.options.models.empty()) {
        out.options.model = std::move(out.options.models.front());
        out.options.models.erase(out.options.models.begin());
    }
    out.options.temperature = from.temperature;
    out.options.top_p = from.top_p;
    out.options.max_tokens = from.max_tokens;
    return out;
}

core::task<> choose_prompt(services& use, std::optional<prompt_choice> from, turn::turn_request& into) {
    auto prompt = co_await chosen_prompt(use, into.who, std::move(from));
    if (prompt) into.options.system_prompt = std::move(*prompt);
    else into.refusal = prompt.error();
}

core::task<core::result<turn::turn_request>> turn_request_of(call const& c, chat_request const& from) {
    auto const key = idempotency_key(c.request);
    if (!key) co_return key.error();
    auto out = to_turn_request(c.who, from);
    if (!out) co_return out;
    if (*key) out->once = turn::idempotency{std::string(c.matched.path), **key, body_digest(c.request.body)};
    co_await choose_prompt(c.use, from.prompt, *out);
    co_return out;
}

}  // namespace api
