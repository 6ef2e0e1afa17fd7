#include "cli/model_setup.hpp"

#include "cli/configured_servers.hpp"
#include "core/digest.hpp"
#include "llm/anthropic/config.hpp"
#include "llm/anthropic/provider.hpp"
#include "llm/demo/provider.hpp"
#include "llm/detect.hpp"
#include "llm/gemini/provider.hpp"
#include "llm/openai/provider.hpp"
#include "llm/rerank/service.hpp"

#include <algorithm>

namespace cli {

namespace {

constexpr char const* demo_hint =
    "Answers come from the built-in demo, which is not a model. For a real one, set OPENAI_API_KEY (and "
    "OPENAI_BASE_URL for a compatible server), ANTHROPIC_API_KEY, GEMINI_API_KEY or AZURE_OPENAI_ENDPOINT, or run "
    "Ollama on this machine, and start again.";

// Of two endpoints with the same text one may have been what the other is.
std::string identity_of(char const* protocol, llm::upstream const& of, std::string_view more = {}) {
    std::string text;
    for (std::string_view const part : {std::string_view(protocol), std::string_view(of.name),
                                        std::string_view(of.base_url), std::string_view(of.api_key), more})
        text.append(std::to_string(part.size())).append(1, ':').append(part);
    return core::sha256_hex(text);
}

struct builder {
    core::model_settings const& settings;
    net::http_client& client;
    core::clock const& time;
    model_setup out{};

    void add(std::unique_ptr<llm::provider> one, llm::endpoint_config endpoint = {}) {
        out.providers.push_back(std::move(one));
        out.routing.endpoints.push_back(std::move(endpoint));
    }
    void add(llm::openai_config config, llm::endpoint_config endpoint = {}) {
        endpoint.identity = identity_of(config.api == llm::openai_api::responses ? "responses" : "openai",
                                        config.server, config.api_version);
        add(std::make_unique<llm::openai_provider>(client, time, std::move(config)), std::move(endpoint));
    }
    void add(llm::upstream anthropic, llm::endpoint_config endpoint = {}) {
        endpoint.identity = identity_of("anthropic", anthropic);
        add(std::make_unique<llm::anthropic_provider>(client, time, std::move(anthropic)), std::move(endpoint));
    }
    void add(llm::gemini_config config, llm::endpoint_config endpoint = {}) {
        endpoint.identity = identity_of("gemini", config.server);
        add(std::make_unique<llm::gemini_provider>(client, time, std::move(config)), std::move(endpoint));
    }

    bool has(std::string const& name) const {
        return std::ranges::any_of(out.providers, [&](auto const& each) { return each->name() == name; });
    }

    // What the settings name, whether or not it is the default.
    void add_configured() {
        auto const& s = settings;
        auto const servers = configured_servers(s);
        if (servers.openai) add_keys(*servers.openai, s.openai_api_key, s.openai_timeout, s.openai_max_retries);
        if (servers.anthropic)
            add_keys(*servers.anthropic, s.anthropic_api_key, s.anthropic_timeout, s.anthropic_max_retries);
        if (servers.gemini) add_keys(*servers.gemini, s.gemini_api_key, s.gemini_timeout, s.gemini_max_retries);
        if (servers.azure) add_keys(*servers.azure, s.azure_api_key, s.azure_timeout, s.azure_max_retries);
        if (servers.ollama) add_keys(*servers.ollama, {}, s.ollama_timeout, s.ollama_max_retries);
    }

    // One endpoint for each key.
    template <class Config>
    void add_keys(Config config, std::string const& keys, std::optional<core::seconds_setting> silence,
                  std::optional<int> retries) {
        for (auto& key : keys_in(keys)) {
            if constexpr (requires { config.server; }) config.server.api_key = std::move(key);
            else config.api_key = std::move(key);
            add(config, {.silence = silence, .retries = retries});
        }
    }

    void add_entry(provider_entry const& e) {
        llm::endpoint_config endpoint{.weight = e.weight, .silence = e.timeout, .retries = e.retries};
        auto const finish = [&](auto config) {
            auto& server = [&]() -> llm::upstream& {
                if constexpr (requires { config.server; }) return config.server;
                else return config;
            }();
            server.name = e.name;
            server.key_setting = server.url_setting = "ROUTING_FILE";
            if (!e.model.empty()) server.usual_model = e.model;
            if constexpr (requires { config.continues; }) {
                if (e.protocol == wire_protocol::vllm) config.continues = llm::continuation::vllm;
                if (e.protocol == wire_protocol::responses) config.api = llm::openai_api::responses;
                config.background = e.background;
            }
            add(std::move(config), endpoint);
        };
        auto const with_key = [&](llm::openai_config config) {
            config.server.api_key = e.api_key;
            return config;
        };
        switch (e.protocol) {
        case wire_protocol::openai:
        case wire_protocol::responses:
        case wire_protocol::vllm:      return finish(llm::openai_at(e.base_url, e.api_key));
        case wire_protocol::llamacpp:  return finish(with_key(llm::llama_cpp_at(e.base_url)));
        case wire_protocol::ollama:    return finish(with_key(llm::ollama_at(e.base_url)));
        case wire_protocol::azure:     return finish(llm::azure_at({e.base_url, e.api_version, e.model}, e.api_key));
        case wire_protocol::anthropic: return finish(llm::anthropic_at(e.base_url, e.api_key));
        case wire_protocol::gemini:    return finish(llm::gemini_at(e.base_url, e.api_key));
        }
    }

    void begin(routing_file file) {
        out.routing.rules = std::move(file.rules);
        if (!settings.fallbacks.empty()) out.routing.rules.fallbacks.push_back({.use = settings.fallbacks});
        add_configured();
        for (auto const& one : file.providers) add_entry(one);
    }
    void end(core::knowledge_settings const& knowledge) {
        if (out.found) add(*out.found);
        add(std::make_unique<llm::demo_provider>());
        add_reranker(knowledge);
    }

    // After those that answer prompts, none of which it may stand in for.
    void add_reranker(core::knowledge_settings const& s) {
        out.reranking = {.usual_model = s.rerank_model,
                         .documents_max = static_cast<std::size_t>(s.rerank_documents_max)};
        if (s.rerank_url.empty()) return;
        auto const speaks = s.rerank_api == "tei" ? llm::rerank_protocol::tei : llm::rerank_protocol::jina;
        auto config = llm::rerank_at(s.rerank_url, s.rerank_api_key, speaks);
        auto identity = identity_of("rerank", config.server, s.rerank_api);
        auto one = std::make_unique<llm::rerank_service>(client, time, std::move(config));
        auto const model = s.rerank_model.empty() ? std::string(llm::unnamed_reranker) : s.rerank_model;
        out.reranking.service = one->name();
        out.reranking.usual_model = one->name() + "/" + model;
        add(std::move(one), {.answers = false, .identity = std::move(identity)});
    }

    void choose(std::string provider, std::string model) {
        out.answers = {provider, model, provider == "demo" ? demo_hint : ""};
        out.routing.default_provider = std::move(provider);
        out.routing.default_model = std::move(model);
    }

    std::string model_of(std::string const& provider) const {
        if (!settings.default_model.empty()) return settings.default_model;
        if (provider == "demo") return "demo";
        if (provider == "openai") return settings.openai_model;
        if (provider == "anthropic") return settings.anthropic_model;
        if (provider == "gemini") return settings.gemini_model;
        return "";
    }
};

// What to set so that a provider is there.
std::string setup_of(std::string const& provider) {
    if (provider == "anthropic") return "Set ANTHROPIC_API_KEY";
    if (provider == "gemini") return "Set GEMINI_API_KEY";
    if (provider == "azure") return "Set AZURE_OPENAI_API_KEY, AZURE_OPENAI_ENDPOINT and AZURE_OPENAI_DEPLOYMENT";
    if (provider == "ollama") return "Set OLLAMA_BASE_URL";
    return "Set OPENAI_API_KEY or OPENAI_BASE_URL";
}

std::optional<llm::service_level> pinned_level(core::service_setting level) {
    if (level == core::service_setting::auto_) return std::nullopt;
    return static_cast<llm::service_level>(static_cast<int>(level) - 1);   // the same words in the same order
}

core::error cannot(std::string message) { return {core::errc::invalid_input, std::move(message)}; }

}  // namespace

core::task<core::result<model_setup>> set_up_models(core::settings const& settings, net::http_client& client,
                                                    core::clock const& time) {
    auto const& models = settings.models;
    auto file = read_routing_file(models.routing_file);
    if (!file) co_return file.error();
    builder b{models, client, time};
    b.out.routing.limits = {.connect = models.connect_timeout,
                            .first_token = models.first_token_timeout,
                            .silence = models.timeout,
                            .total = models.total_timeout};
    b.out.routing.retries = models.retries;
    b.out.routing.max_tokens = models.max_tokens;
    b.out.routing.offline_message = models.offline_message;
    b.out.routing.pinned = pinned_level(models.service_level);
    b.begin(std::move(*file));

    auto provider = models.provider;
    if (provider == "auto" && !b.out.providers.empty()) provider = b.out.providers.front()->name();
    std::string detected_model;
    if (provider == "auto") {
        if (auto found = co_await llm::detect_local_server(client)) {
            provider = found->config.server.name;
            detected_model = found->model;
            b.out.found = std::move(found->config);
        } else {
            provider = "demo";
        }
    }
    b.end(settings.knowledge);
    if (!b.has(provider) || provider == b.out.reranking.service)
        co_return cannot("LLM_PROVIDER is \"" + provider + "\", which is not set up. " + setup_of(provider) +
                         ", or LLM_PROVIDER=demo.");
    auto model = b.model_of(provider);
    if (model.empty()) model = detected_model;
    if (model.empty()) model = co_await llm::first_chat_model(b.out.providers, provider);
    b.choose(provider, std::move(model));
    co_return std::move(b.out);
}

routing_setup set_up_routing(core::settings const& settings, net::http_client& client, core::clock const& time,
                             routing_file file, std::optional<llm::openai_config> const& found) {
    builder b{settings.models, client, time};
    b.out.found = found;
    b.begin(std::move(file));
    b.end(settings.knowledge);
    return {std::move(b.out.providers), std::move(b.out.routing.endpoints), std::move(b.out.routing.rules)};
}

}  // namespace cli
