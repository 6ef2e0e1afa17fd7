#include "cli/routing_file.hpp"

#include "core/described.hpp"
#include "core/json_read.hpp"
#include "core/settings/toml_file.hpp"

#include <fstream>
#include <iterator>

namespace cli {

BOOST_DESCRIBE_ENUM(wire_protocol, openai, responses, vllm, llamacpp, ollama, azure, anthropic, gemini)
BOOST_DESCRIBE_STRUCT(provider_entry, (),
                      (name, protocol, base_url, api_key, api_key_file, api_version, model, weight, timeout, retries,
                       background))
inline auto rules(provider_entry const*) {
    using p = provider_entry;
    return core::fields(core::required(&p::name), core::length(&p::name, 1, 64), core::range(&p::weight, 0.000001, 1e6),
                        core::range(&p::timeout, 1, 3600), core::range(&p::retries, 0, 10));
}

}  // namespace cli

namespace llm {

using alias_entry = routing_rules::alias;
using variant_entry = routing_rules::experiment::variant;
using experiment_entry = routing_rules::experiment;
using rule_entry = routing_rules::rule;
using fallback_entry = routing_rules::fallback;

BOOST_DESCRIBE_STRUCT(routing_rules::alias, (), (name, models))
BOOST_DESCRIBE_STRUCT(routing_rules::experiment::variant, (), (model, weight))
BOOST_DESCRIBE_STRUCT(routing_rules::experiment, (), (name, variants))
BOOST_DESCRIBE_STRUCT(routing_rules::rule, (), (models, purposes, tiers, prompt_tokens_min, prompt_tokens_max, use))
BOOST_DESCRIBE_STRUCT(routing_rules::fallback, (), (models, use))

inline auto rules(alias_entry const*) {
    return core::fields(core::required(&alias_entry::name), core::length(&alias_entry::name, 1, 200),
                        core::required(&alias_entry::models), core::length(&alias_entry::models, 1, 16));
}
inline auto rules(variant_entry const*) {
    return core::fields(core::required(&variant_entry::model), core::length(&variant_entry::model, 1, 200),
                        core::range(&variant_entry::weight, 0, 1e6));
}
inline auto rules(experiment_entry const*) {
    return core::fields(core::required(&experiment_entry::name), core::length(&experiment_entry::name, 1, 200),
                        core::required(&experiment_entry::variants), core::length(&experiment_entry::variants, 1, 16));
}
inline auto rules(rule_entry const*) {
    return core::fields(core::required(&rule_entry::use), core::length(&rule_entry::use, 1, 16));
}
inline auto rules(fallback_entry const*) {
    return core::fields(core::required(&fallback_entry::use), core::length(&fallback_entry::use, 1, 16));
}

}  // namespace llm

namespace cli {

// The models that `auto` chooses among.
struct automatic_entry {
    std::string ultra_cheap, standard, premium, ultra_premium;
};
BOOST_DESCRIBE_STRUCT(automatic_entry, (), (ultra_cheap, standard, premium, ultra_premium))

struct routing_document {
    std::vector<provider_entry> providers;
    std::vector<llm::alias_entry> aliases;
    std::vector<llm::experiment_entry> experiments;
    std::vector<llm::rule_entry> rules;
    std::vector<llm::fallback_entry> fallbacks;
    automatic_entry auto_;
};
BOOST_DESCRIBE_STRUCT(routing_document, (), (providers, aliases, experiments, rules, fallbacks, auto_))

namespace {

core::error wrong(std::string message) { return {core::errc::invalid_input, std::move(message)}; }

std::string sentence_of(core::error const& failed) {
    if (failed.details.empty()) return failed.message;
    return failed.details.front().field + " " + failed.details.front().problem + ".";
}

core::result<void> check(routing_document const& document) {
    for (auto const& one : document.providers) {
        if (one.name.find_first_of("/ ,") != std::string::npos)
            return wrong("\"" + one.name + "\" is no name of a provider: it may have no slash, comma or space.");
        if (!one.api_key.empty() && !one.api_key_file.empty())
            return wrong("provider " + one.name + " has both api_key and api_key_file.");
        if (one.protocol == wire_protocol::azure && one.base_url.empty())
            return wrong("provider " + one.name + " needs base_url, the address of the resource.");
    }
    for (auto const& one : document.aliases)
        if (one.name == "auto" || one.name.contains('/'))
            return wrong("\"" + one.name + "\" can't be an alias: \"auto\" and provider/model have a meaning already.");
    for (auto const& one : document.experiments) {
        double sum = 0;
        for (auto const& variant : one.variants) sum += variant.weight;
        if (sum <= 0) return wrong("the weights of experiment " + one.name + " are all zero.");
    }
    return {};
}

core::result<std::string> text_of(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file) return wrong("\"" + path + "\" can't be read.");
    return text;
}

}  // namespace

core::result<routing_file> parse_routing_file(std::string_view text) {
    std::string json(text);
    if (auto const begin = text.find_first_not_of(" \t\r\n"); begin == text.npos || text[begin] != '{') {
        auto converted = core::toml_to_json(text);
        if (!converted) return converted.error();
        json = std::move(*converted);
    }
    routing_document document;
    if (auto const read = core::read_json(json, document); !read) return wrong(sentence_of(read.error()));
    if (auto const fine = check(document); !fine) return fine.error();
    routing_file out{.providers = std::move(document.providers)};
    out.rules = {.aliases = std::move(document.aliases),
                 .experiments = std::move(document.experiments),
                 .rules = std::move(document.rules),
                 .fallbacks = std::move(document.fallbacks)};
    out.rules.automatic = {document.auto_.ultra_cheap, document.auto_.standard, document.auto_.premium,
                           document.auto_.ultra_premium};
    return out;
}

core::result<routing_file> read_routing_file(std::string const& path) {
    if (path.empty()) return routing_file{};
    auto const text = text_of(path);
    if (!text) return wrong("ROUTING_FILE " + text.error().message);
    auto out = parse_routing_file(*text);
    if (!out) return wrong("ROUTING_FILE \"" + path + "\": " + out.error().message);
    for (auto& one : out->providers) {
        if (one.api_key_file.empty()) continue;
        auto key = text_of(one.api_key_file);
        if (!key) return wrong("ROUTING_FILE \"" + path + "\": api_key_file " + key.error().message);
        while (!key->empty() && (key->back() == '\n' || key->back() == '\r' || key->back() == ' ')) key->pop_back();
        one.api_key = std::move(*key);
    }
    return out;
}

}  // namespace cli
