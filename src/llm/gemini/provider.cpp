#include "llm/gemini/provider.hpp"

#include "core/async.hpp"
#include "llm/gemini/embeddings.hpp"
#include "llm/gemini/model_list.hpp"
#include "llm/gemini/request.hpp"
#include "llm/gemini/response.hpp"
#include "llm/wire/failure.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

namespace llm {

net::headers gemini_fields(upstream const& server) {
    if (server.api_key.empty()) return {};
    return {{"x-goog-api-key", server.api_key}};
}

gemini_provider::gemini_provider(net::http_client& client, core::clock const& time, gemini_config config)
    : config_(std::move(config)), caller_(client, time, config_.server, gemini_fields(config_.server)) {}

core::task<core::result<std::unique_ptr<stream>>> gemini_provider::open(completion_request request, deadlines limits) {
    auto body = write_gemini_request(request, config_);
    auto reader = std::make_unique<gemini_response>(config_.server, request.model);
    auto url = config_.server.base_url + "/models/" + url_segment(request.model) + ":streamGenerateContent?alt=sse";
    co_return co_await caller_.ask(std::move(url), std::move(body), limits, std::move(request.model),
                                   std::move(reader));
}

core::task<core::result<embeddings>> gemini_provider::embed(embedding_request request, core::pool& reading,
                                                            deadlines limits) {
    auto const url = config_.server.base_url + "/models/" + url_segment(request.model) + ":batchEmbedContents";
    embeddings out;
    for (std::size_t first = 0; first < request.texts.size(); first += gemini_batch_max) {
        auto const batch =
            std::span(request.texts).subspan(first).first(std::min(gemini_batch_max, request.texts.size() - first));
        auto const body = co_await caller_.post(url, write_gemini_embedding_request(request, batch), limits,
                                                request.model, embedding_reply_bytes_max);
        if (!body) co_return body.error();
        auto read = [&] { return read_gemini_embeddings(*body, batch.size(), config_.server); };
        auto some = co_await core::offload(reading, read);
        if (!some) co_return some.error();
        std::ranges::move(some->vectors, std::back_inserter(out.vectors));
        out.tokens.prompt_tokens += some->tokens.prompt_tokens;
    }
    if (!fits(out, request.texts.size())) co_return unreadable(config_.server);
    co_return out;
}

core::task<core::result<std::vector<model_info>>> gemini_provider::models() {
    auto const body = co_await caller_.get(config_.server.base_url + "/models?pageSize=1000");
    if (!body) co_return body.error();
    co_return read_gemini_models(*body, config_.server.name);
}

}  // namespace llm
