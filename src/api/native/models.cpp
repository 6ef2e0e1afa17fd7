#include "api/native/models.hpp"

#include "api/call.hpp"
#include "api/native/model_types.hpp"
#include "llm/tokens/tokenizer.hpp"

namespace api {

core::task<> get_models(call& c) {
    auto const known = co_await c.use.catalogue.models();
    auto const chosen = c.use.answers.provider + "/" + c.use.answers.model;
    model_list_reply reply;
    for (auto const& each : known) {
        if (!c.use.model_access.may_use(c.who, each.id)) continue;
        auto& item = reply.models.emplace_back(model_item{.id = each.id, .name = each.name, .provider = each.provider});
        if (each.context_tokens > 0) item.context_tokens = each.context_tokens;
        item.tokenizer = llm::to_string(llm::tokenizer_of(each.id));
        item.features = {.tools = each.can.tools, .prefill = each.can.prefill};
        item.default_ =
            each.id == chosen || (each.provider == c.use.answers.provider && each.name == c.use.answers.model);
    }
    co_await reply_with(c, 200, reply);
}

core::task<> get_providers(call& c) {
    provider_list_reply reply;
    for (auto const& each : c.use.models.status())
        reply.providers.push_back({.name = each.name,
                                   .status = each.reachable ? "reachable" : "unreachable",
                                   .default_ = each.name == c.use.answers.provider});
    co_await reply_with(c, 200, reply);
}

}  // namespace api
