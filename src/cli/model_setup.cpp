#include "cli/model_setup.hpp"

#include "llm/demo/provider.hpp"
#include "llm/detect.hpp"
#include "llm/openai/provider.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace cli {

namespace {

constexpr char const* demo_hint =
    "Answers come from the built-in demo, which is not a model. For a real one, set OPENAI_API_KEY (and "
    "OPENAI_BASE_URL for a compatible server), or run Ollama on this machine, and start again.";

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
        if (!settings.openai_api_key.empty() || !settings.openai_base_url.empty())
            add(llm::openai_at(settings.openai_base_url, settings.openai_api_key));
        if (!settings.ollama_base_url.empty()) add(llm::ollama_at(settings.ollama_base_url));
    }

    void choose(std::string provider, std::string model) {
        out.answers = {provider, model, provider == "demo" ? demo_hint : ""};
        out.routing.default_provider = std::move(provider);
        out.routing.default_model = std::move(model);
    }

    std::string model_of(std::string const& provider) const {
        if (!settings.default_model.empty()) return settings.default_model;
        if (provider == "demo") return "demo";
        return provider == "openai" && !settings.openai_model.empty() ? settings.openai_model : "";
    }
};

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
            provider = found->config.name;
            detected_model = found->model;
            b.add(std::move(found->config));
        } else {
            provider = "demo";
        }
    }
    b.out.providers.push_back(std::make_unique<llm::demo_provider>());
    if (!b.has(provider))
        co_return cannot("LLM_PROVIDER is \"" + provider + "\", which is not set up. Set its key and address (as " +
                         "OPENAI_API_KEY, OPENAI_BASE_URL or OLLAMA_BASE_URL), or LLM_PROVIDER=demo.");
    auto model = b.model_of(provider);
    if (model.empty()) model = detected_model;
    if (model.empty()) model = co_await llm::first_chat_model(b.out.providers, provider);
    b.choose(provider, std::move(model));
    co_return std::move(b.out);
}

}  // namespace cli
