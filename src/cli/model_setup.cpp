#include "cli/model_setup.hpp"

#include "cli/configured_servers.hpp"
#include "llm/anthropic/provider.hpp"
#include "llm/demo/provider.hpp"
#include "llm/detect.hpp"
#include "llm/gemini/provider.hpp"
#include "llm/openai/provider.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace cli {

namespace {

constexpr char const* demo_hint =
    "Answers come from the built-in demo, which is not a model. For a real one, set OPENAI_API_KEY (and "
    "OPENAI_BASE_URL for a compatible server), ANTHROPIC_API_KEY, GEMINI_API_KEY or AZURE_OPENAI_ENDPOINT, or run "
    "Ollama on this machine, and start again.";

struct builder {
    core::model_settings const& settings;
    net::http_client& client;
    core::clock const& time;
    model_setup out{};

    void add(llm::openai_config config) {
        out.providers.push_back(std::make_unique<llm::openai_provider>(client, time, std::move(config)));
    }

    bool has(std::string const& name) const {
        return std::ranges::any_of(out.providers, [&](auto const& each) { return each->name() == name; });
    }

    // What the settings name, whether or not it is the default.
    void add_configured() {
        auto const servers = configured_servers(settings);
        if (servers.openai) add(*servers.openai);
        if (servers.anthropic)
            out.providers.push_back(std::make_unique<llm::anthropic_provider>(client, time, *servers.anthropic));
        if (servers.gemini)
            out.providers.push_back(std::make_unique<llm::gemini_provider>(client, time, *servers.gemini));
        if (servers.azure) add(*servers.azure);
        if (servers.ollama) add(*servers.ollama);
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

core::error cannot(std::string message) { return {core::errc::invalid_input, std::move(message)}; }

}  // namespace

core::result<llm::price_list> prices_of(core::model_settings const& settings) {
    auto out = llm::price_list::built_in();
    if (settings.models_file.empty()) return out;
    std::ifstream file(settings.models_file, std::ios::binary);
    std::string const text{std::istreambuf_iterator<char>(file), {}};
    if (!file) return cannot("MODELS_FILE \"" + settings.models_file + "\" can't be read.");
    auto own = llm::price_list::parse(text);
    if (!own) return cannot("MODELS_FILE \"" + settings.models_file + "\": " + own.error().message);
    out.merge(std::move(*own));
    return out;
}

core::task<core::result<model_setup>> set_up_models(core::settings const& settings, net::http_client& client,
                                                    core::clock const& time) {
    auto const& models = settings.models;
    builder b{models, client, time};
    b.out.routing.limits = {.connect = models.connect_timeout,
                            .first_token = models.first_token_timeout,
                            .silence = models.timeout,
                            .total = models.total_timeout};
    b.out.routing.retries = models.retries;
    b.out.routing.max_tokens = models.max_tokens;
    b.add_configured();

    auto provider = models.provider;
    if (provider == "auto" && !b.out.providers.empty()) provider = b.out.providers.front()->name();
    std::string detected_model;
    if (provider == "auto") {
        if (auto found = co_await llm::detect_local_server(client)) {
            provider = found->config.server.name;
            detected_model = found->model;
            b.add(std::move(found->config));
        } else {
            provider = "demo";
        }
    }
    b.out.providers.push_back(std::make_unique<llm::demo_provider>());
    if (!b.has(provider))
        co_return cannot("LLM_PROVIDER is \"" + provider + "\", which is not set up. " + setup_of(provider) +
                         ", or LLM_PROVIDER=demo.");
    auto model = b.model_of(provider);
    if (model.empty()) model = detected_model;
    if (model.empty()) model = co_await llm::first_chat_model(b.out.providers, provider);
    b.choose(provider, std::move(model));
    co_return std::move(b.out);
}

}  // namespace cli
