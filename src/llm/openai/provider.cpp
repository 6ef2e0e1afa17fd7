#include "llm/openai/provider.hpp"

#include "core/async.hpp"
#include "llm/openai/embeddings.hpp"
#include "llm/openai/model_list.hpp"
#include "llm/openai/ollama_models.hpp"
#include "llm/openai/request.hpp"
#include "llm/openai/response.hpp"
#include "llm/openai/responses/request.hpp"
#include "llm/openai/responses/response.hpp"
#include "llm/openai/responses/stream.hpp"
#include "llm/rerank/jina.hpp"
#include "llm/rerank/places.hpp"

#include <utility>

namespace llm {
namespace {

constexpr std::chrono::milliseconds stop_timeout{5'000};
constexpr std::size_t stopped_bytes_max = 8u << 20;   // it repeats the whole answer

}  // namespace

net::headers openai_fields(openai_config const& config) {
    auto const& key = config.server.api_key;
    if (key.empty()) return {};
    if (config.dialect == openai_dialect::azure) return {{"api-key", key}};
    return {{"Authorization", "Bearer " + key}};
}

openai_provider::openai_provider(net::http_client& client, core::clock const& time, openai_config config)
    : config_(std::move(config)), caller_(client, time, config_.server, openai_fields(config_)) {}

features openai_provider::can(std::string const&) const {
    return {.prefill = config_.continues != continuation::unsupported, .tools = true};
}

core::task<core::result<std::unique_ptr<stream>>> openai_provider::open(completion_request request, deadlines limits) {
    if (config_.api == openai_api::responses && responses_can_say(request))
        co_return co_await open_response(std::move(request), limits);
    auto body = write_openai_request(request, config_);
    auto reader = std::make_unique<openai_response>(config_, request.model);
    auto url = chat_url(config_, request.model);
    co_return co_await caller_.ask(std::move(url), std::move(body), limits, std::move(request.model),
                                   std::move(reader));
}

// An account that may not have summaries of thoughts gets its answers without them.
core::task<core::result<std::unique_ptr<stream>>> openai_provider::open_response(completion_request request,
                                                                                 deadlines limits) {
    bool const summarised = summaries_ && openai_model_reasons(request.model);
    for (auto shown = summarised ? thoughts::summarised : thoughts::hidden;; shown = thoughts::hidden) {
        auto out = co_await ask_response(request, shown, limits);
        bool const refused = !out && out.error().code == core::errc::invalid_input;
        if (shown == thoughts::summarised && refused) continue;
        if (out && summarised && shown == thoughts::hidden) summaries_ = false;
        co_return out;
    }
}

core::task<core::result<std::unique_ptr<stream>>> openai_provider::ask_response(completion_request const& request,
                                                                                thoughts shown, deadlines limits) {
    auto const& by = config_.server;
    bool const kept = config_.background && request.resumable;
    auto asked = write_responses_request(request, by.name, shown, kept);
    auto body = co_await caller_.open(responses_url(config_), std::move(asked), limits, request.model);
    if (!body) co_return body.error();
    if (kept) co_return std::make_unique<kept_response>(std::move(*body), config_, caller_, request.model);
    auto reader = std::make_unique<responses_reader>(by, request.model);
    co_return std::make_unique<answer_stream>(std::move(*body), by, std::move(reader));
}

core::task<core::result<std::unique_ptr<stream>>> openai_provider::reattach(std::string id, std::string model,
                                                                            deadlines limits) {
    if (config_.api != openai_api::responses) co_return co_await provider::reattach(id, model, limits);
    auto body = co_await caller_.open(response_url(config_, id, -1), std::nullopt, limits, model);
    if (!body) co_return body.error();
    co_return std::make_unique<kept_response>(std::move(*body), config_, caller_, std::move(model));
}

core::task<core::result<void>> openai_provider::stop(std::string id) {
    if (config_.api != openai_api::responses) co_return co_await provider::stop(id);
    deadlines const limits{.first_token = stop_timeout, .silence = stop_timeout, .total = stop_timeout};
    auto const stopped = co_await caller_.post(cancel_url(config_, id), "{}", limits, {}, stopped_bytes_max);
    if (!stopped) co_return stopped.error();
    co_return core::result<void>();
}

core::task<core::result<embeddings>> openai_provider::embed(embedding_request request, core::pool& reading,
                                                            deadlines limits) {
    auto asked = write_openai_embedding_request(request);
    auto const texts = request.texts.size();
    auto url = embeddings_url(config_, request.model);
    auto const body = co_await caller_.post(std::move(url), std::move(asked), limits, std::move(request.model),
                                            embedding_reply_bytes_max);
    if (!body) co_return body.error();
    auto read = [&] { return read_openai_embeddings(*body, texts, config_.server); };
    if (body->size() <= embedding_reply_at_once_bytes_max) co_return read();
    co_return co_await core::offload(reading, read);
}

core::task<core::result<ranking>> openai_provider::rerank(rerank_request request, core::pool& reading,
                                                          deadlines limits) {
    if (config_.dialect != openai_dialect::openai)
        co_return co_await provider::rerank(std::move(request), reading, limits);
    auto asked = write_jina_rerank_request(request);
    auto const documents = request.documents.size();
    auto const wanted = request.wanted();
    auto const body = co_await caller_.post(config_.server.base_url + "/rerank", std::move(asked), limits,
                                            std::move(request.model), rerank_reply_bytes_max);
    if (!body) co_return body.error();
    auto read = [&] { return read_jina_ranking(*body, documents, wanted, config_.server); };
    if (body->size() <= rerank_reply_at_once_bytes_max) co_return read();
    co_return co_await core::offload(reading, read);
}

core::task<core::result<std::vector<model_info>>> openai_provider::models() {
    auto const body = co_await caller_.get(models_url(config_));
    if (!body) co_return body.error();
    auto const& name = config_.server.name;
    if (config_.dialect == openai_dialect::openai) co_return read_openai_models(*body, name, can({}));

    std::vector<std::string> models;
    if (config_.dialect == openai_dialect::ollama) models = read_ollama_models(*body);
    else if (auto const& deployment = config_.server.usual_model; !deployment.empty()) models = {deployment};
    std::vector<model_info> out;
    for (auto& model : models)
        out.push_back({.id = name + "/" + model, .name = model, .provider = name, .can = can(model)});
    co_return out;
}

}  // namespace llm
