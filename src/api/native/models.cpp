#include "api/native/models.hpp"

#include "api/call.hpp"
#include "api/native/model_types.hpp"
#include "core/money.hpp"

#include <algorithm>

namespace api {

namespace {

// What the provider tells of its own model counts before what the list of models does.
void add_facts(model_item& item, llm::model_info const& told, llm::route const& known) {
    auto const& facts = known.facts;
    item.context_tokens = facts.context_tokens;
    if (told.context_tokens > 0) item.context_tokens = told.context_tokens;
    item.output_tokens = facts.output_tokens;
    item.modalities = facts.modalities.empty() ? std::vector<std::string>{"text"} : facts.modalities;
    item.tokenizer = llm::to_string(known.reads);
    if (facts.tier) item.tier = llm::to_string(*facts.tier);
    if (facts.costs)
        item.prices = {core::dollars(facts.costs->input), core::dollars(facts.costs->output),
                       core::dollars(facts.costs->cached)};
    item.features = {.tools = known.can.tools, .prefill = known.can.prefill};
    item.listed = facts != llm::model_facts();
}

}  // namespace

core::task<> get_models(call& c) {
    auto const known = co_await c.use.catalogue.models();
    auto const chosen = c.use.answers.provider + "/" + c.use.answers.model;
    model_list_reply reply;
    for (auto const& each : known) {
        if (!c.use.model_access.may_use(c.who, each.id)) continue;
        auto& item = reply.models.emplace_back(model_item{.id = each.id, .name = each.name, .provider = each.provider});
        add_facts(item, each, c.use.models.resolve(each.id));
        item.default_ =
            each.id == chosen || (each.provider == c.use.answers.provider && each.name == c.use.answers.model);
    }
    reply.aliases = c.use.models.other_names();
    co_await reply_with(c, 200, reply);
}

core::task<> get_providers(call& c) {
    provider_list_reply reply{.level = llm::to_string(c.use.models.level()), .providers = {}};
    auto const status = [](auto const& one) { return one.reachable ? "reachable" : "unreachable"; };
    for (auto const& each : c.use.models.status())
        reply.providers.push_back(
            {.name = each.name, .status = status(each), .default_ = each.name == c.use.answers.provider});
    for (auto const& each : c.use.models.endpoints()) {
        auto const owner = std::ranges::find(reply.providers, each.provider, &provider_item::name);
        owner->endpoints.push_back(
            {.name = each.label, .status = status(each), .breaker = llm::to_string(each.breaker)});
        if (each.last_failure) owner->endpoints.back().last_failure = core::to_string(*each.last_failure);
    }
    co_await reply_with(c, 200, reply);
}

}  // namespace api
