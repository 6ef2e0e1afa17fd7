#include "llm/routing/route_book.hpp"

#include "llm/routing/difficulty.hpp"

#include <algorithm>

namespace llm {
namespace {

constexpr int depth_max = 8;          // of aliases in aliases
constexpr std::size_t names_max = 16; // of one call

bool in(std::vector<std::string> const& list, std::string_view what) {
    return std::ranges::find(list, what) != list.end();
}

bool fits(routing_rules::rule const& rule, routing_facts const& facts) {
    bool const named = rule.models.empty() ? facts.name.empty() || facts.name == "auto" : in(rule.models, facts.name);
    return named && (rule.purposes.empty() || in(rule.purposes, facts.purpose)) &&
           (rule.tiers.empty() || in(rule.tiers, facts.tier)) &&
           facts.prompt_tokens >= rule.prompt_tokens_min.value_or(0) &&
           (!rule.prompt_tokens_max || facts.prompt_tokens <= *rule.prompt_tokens_max);
}

// The same text gives the same number from 0 up to 1 on every machine (FNV-1a).
double share_of(std::string_view experiment, std::string_view sticky) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (auto const text : {experiment, std::string_view("\n"), sticky})
        for (unsigned char const byte : text) hash = (hash ^ byte) * 1099511628211ULL;
    hash ^= hash >> 32;   // the high bits of short texts differ little
    hash *= 0x9E3779B97F4A7C15ULL;
    return static_cast<double>(hash >> 11) / 9007199254740992.0;
}

std::string const& variant_of(routing_rules::experiment const& one, std::string_view sticky) {
    double sum = 0;
    for (auto const& each : one.variants) sum += each.weight;
    auto left = share_of(one.name, sticky) * sum;
    for (auto const& each : one.variants) {
        if (left < each.weight) return each.model;
        left -= each.weight;
    }
    return one.variants.back().model;
}

void add(std::vector<std::string>& to, std::string name) {
    if (to.size() < names_max && !in(to, name)) to.push_back(std::move(name));
}

}  // namespace

routing_choice route_book::choose(routing_facts const& facts, cheapest_model const& cheapest) const {
    routing_choice out;
    auto const rule = std::ranges::find_if(rules_.rules, [&](auto const& one) { return fits(one, facts); });
    if (rule == rules_.rules.end()) {
        expand(std::string(facts.name), facts, cheapest, out, 0);
    } else {
        out.why = "rule " + std::to_string(rule - rules_.rules.begin() + 1);
        for (auto const& name : rule->use) expand(name, facts, cheapest, out, 0);
    }
    out.asked = out.names.size();
    for (auto const& name : facts.fallbacks) expand(name, facts, cheapest, out, 0);
    auto const chosen = out.names;
    for (auto const& one : rules_.fallbacks) {
        bool const meant = one.models.empty() || in(one.models, facts.name) ||
                           std::ranges::any_of(chosen, [&](auto const& name) { return in(one.models, name); });
        if (meant)
            for (auto const& name : one.use) expand(name, facts, cheapest, out, 0);
    }
    return out;
}

void route_book::expand(std::string name, routing_facts const& facts, cheapest_model const& cheapest,
                        routing_choice& out, int depth) const {
    if (depth > depth_max) return;
    auto const trial = std::ranges::find(rules_.experiments, name, &routing_rules::experiment::name);
    if (trial != rules_.experiments.end()) {
        auto const& model = variant_of(*trial, facts.sticky);
        if (out.why.empty()) out.why = "experiment " + name;
        return expand(model, facts, cheapest, out, depth + 1);
    }
    auto const alias = std::ranges::find(rules_.aliases, name, &routing_rules::alias::name);
    if (alias != rules_.aliases.end()) {
        for (auto const& model : alias->models) expand(model, facts, cheapest, out, depth + 1);
        return;
    }
    if (name == "auto") return choose_automatically(facts, cheapest, out);
    add(out.names, std::move(name));
}

// The cheapest tier that should do, and the next one up, should its answer be poor.
void route_book::choose_automatically(routing_facts const& facts, cheapest_model const& cheapest,
                                      routing_choice& out) const {
    auto const [needs, why] = difficulty_of(facts.prompt);
    auto const model_of = [&](std::size_t tier) {
        auto const& named = rules_.automatic[tier];
        return named.empty() ? cheapest(static_cast<model_tier>(tier)) : named;
    };
    bool const first = out.names.empty();
    auto const tiers = rules_.automatic.size();
    std::size_t found = 0;
    for (auto tier = static_cast<std::size_t>(needs); tier < tiers && found < 2; ++tier) {
        auto model = model_of(tier);
        if (model.empty() || in(out.names, model)) continue;
        if (first && found == 0) {
            out.why = "auto: " + why + ", so " + to_string(static_cast<model_tier>(tier));
            out.may_be_poor = true;
        }
        add(out.names, std::move(model));
        ++found;
    }
    for (auto tier = static_cast<std::size_t>(needs); tier-- > 0 && found == 0;) {
        auto model = model_of(tier);
        if (model.empty()) continue;
        if (first) out.why = "auto: " + why + ", but nothing better than " + to_string(static_cast<model_tier>(tier));
        add(out.names, std::move(model));
        ++found;
    }
    if (out.names.empty()) add(out.names, {});   // the default
}

bool route_book::knows(std::string_view name) const { return name == "auto" || in(names(), name); }

std::vector<std::string> route_book::names() const {
    std::vector<std::string> out;
    for (auto const& one : rules_.aliases) out.push_back(one.name);
    for (auto const& one : rules_.experiments) out.push_back(one.name);
    return out;
}

}  // namespace llm
