#include "llm/rerank/service.hpp"

#include "core/async.hpp"
#include "llm/rerank/jina.hpp"
#include "llm/rerank/places.hpp"
#include "llm/rerank/tei.hpp"
#include "llm/wire/failure.hpp"

#include <algorithm>
#include <utility>

namespace llm {
namespace {

constexpr std::string_view path = "/rerank";

net::headers fields_of(upstream const& server) {
    if (server.api_key.empty()) return {};
    return {{"Authorization", "Bearer " + server.api_key}};
}

}  // namespace

rerank_config rerank_at(std::string url, std::string api_key, rerank_protocol speaks) {
    url = without_slash(std::move(url));
    if (url.ends_with(path)) url = without_slash(url.substr(0, url.size() - path.size()));
    return {.server = {.name = "rerank",
                       .base_url = std::move(url),
                       .api_key = std::move(api_key),
                       .key_setting = "RERANK_API_KEY",
                       .url_setting = "RERANK_URL",
                       .missing_model_remedy = "Check RERANK_MODEL, RERANK_URL and RERANK_API."},
            .speaks = speaks};
}

rerank_service::rerank_service(net::http_client& client, core::clock const& time, rerank_config config)
    : config_(std::move(config)), url_(config_.server.base_url + std::string(path)),
      caller_(client, time, config_.server, fields_of(config_.server)) {}

core::task<core::result<std::unique_ptr<stream>>> rerank_service::open(completion_request, deadlines) {
    co_return core::error{core::errc::invalid_input, name() + " puts documents in order and answers nothing."};
}

core::task<core::result<ranking>> rerank_service::rerank(rerank_request request, core::pool& reading,
                                                         deadlines limits) {
    if (config_.speaks == rerank_protocol::tei) co_return co_await rerank_in_batches(request, limits);
    if (request.model == unnamed_reranker) request.model.clear();
    auto const documents = request.documents.size();
    auto const wanted = request.wanted();
    auto const body = co_await caller_.post(url_, write_jina_rerank_request(request), limits, std::move(request.model),
                                            rerank_reply_bytes_max);
    if (!body) co_return body.error();
    auto read = [&] { return read_jina_ranking(*body, documents, wanted, config_.server); };
    if (body->size() <= rerank_reply_at_once_bytes_max) co_return read();
    co_return co_await core::offload(reading, read);
}

// Each text is judged by itself, so that scores of several requests can be compared.
core::task<core::result<ranking>> rerank_service::rerank_in_batches(rerank_request const& request, deadlines limits) {
    std::span<std::string const> const texts(request.documents);
    std::vector<ranking::place> told;
    for (std::size_t first = 0; first < texts.size(); first += tei_batch_max) {
        auto const batch = texts.subspan(first).first(std::min(tei_batch_max, texts.size() - first));
        auto const body = co_await caller_.post(url_, write_tei_rerank_request(request.query, batch), limits,
                                                request.model, rerank_reply_at_once_bytes_max);
        if (!body) co_return body.error();
        auto const some = read_tei_ranking(*body, batch.size(), config_.server);
        if (!some) co_return some.error();
        for (auto const& each : *some) told.push_back({first + each.document, each.score});
    }
    auto best = best_of(std::move(told), texts.size(), request.wanted());
    if (!best) co_return unreadable(config_.server);
    co_return ranking{.places = std::move(*best)};
}

core::task<core::result<std::vector<model_info>>> rerank_service::models() { co_return std::vector<model_info>(); }

}  // namespace llm
