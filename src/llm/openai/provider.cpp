#include "llm/openai/provider.hpp"

#include "core/log.hpp"
#include "core/unicode.hpp"
#include "llm/openai/failure.hpp"
#include "llm/openai/model_list.hpp"
#include "llm/openai/request.hpp"
#include "llm/openai/stream.hpp"
#include "llm/wire/retry_after.hpp"
#include "llm/wire/whole_body.hpp"

#include <utility>

namespace llm {
namespace {

constexpr std::size_t refusal_bytes_max = 64 * 1024;
constexpr std::size_t models_bytes_max = 8u << 20;
constexpr std::chrono::milliseconds models_timeout{10'000};

}  // namespace

openai_provider::openai_provider(net::http_client& client, core::clock const& time, openai_config config)
    : client_(client), time_(time), config_(std::move(config)) {}

features openai_provider::can(std::string const&) const {
    return {.prefill = config_.continues != continuation::unsupported, .tools = true};
}

core::task<core::result<std::unique_ptr<stream>>> openai_provider::open(completion_request request, deadlines limits) {
    auto asked = request_to("/chat/completions");
    asked.method = "POST";
    asked.fields.set("Content-Type", "application/json");
    asked.fields.set("Accept", "text/event-stream");
    asked.body = write_openai_request(request, config_);
    asked.connect_timeout = limits.connect;
    asked.first_byte_timeout = limits.first_token;
    asked.silence_timeout = limits.silence;
    asked.total_timeout = limits.total;

    auto reply = co_await client_.open(std::move(asked));
    if (!reply) co_return openai_unreachable(config_, reply.error());
    if ((*reply)->status() != 200) co_return co_await refusal(**reply, request.model);
    co_return std::make_unique<openai_stream>(std::move(*reply), config_, std::move(request.model));
}

core::task<core::result<std::vector<model_info>>> openai_provider::models() {
    auto asked = request_to("/models");
    asked.first_byte_timeout = asked.silence_timeout = asked.total_timeout = models_timeout;

    auto reply = co_await client_.open(std::move(asked));
    if (!reply) co_return openai_unreachable(config_, reply.error());
    if ((*reply)->status() != 200) co_return co_await refusal(**reply, {});
    auto const body = co_await read_whole_body(**reply, models_bytes_max);
    if (!body) co_return openai_unreachable(config_, body.error());
    co_return read_openai_models(*body, config_.name, can({}));
}

net::client_request openai_provider::request_to(std::string_view path) const {
    net::client_request out;
    out.url = config_.base_url;
    out.url += path;
    if (!config_.api_key.empty()) out.fields.set("Authorization", "Bearer " + config_.api_key);
    return out;
}

core::task<core::error> openai_provider::refusal(net::client_response& reply, std::string_view model) const {
    auto const body = co_await read_whole_body(reply, refusal_bytes_max);
    auto said = read_openai_complaint(reply.status(), body ? std::string_view(*body) : std::string_view());
    bool const echoes_key = !config_.api_key.empty() && said.message.contains(config_.api_key);
    core::log(core::level::debug, "llm", "refused",
              {{"provider", config_.name},
               {"status", std::int64_t(said.status)},
               {"code", said.code},
               {"words", echoes_key ? "" : core::first_bytes(said.message, 500)}});
    said.retry_after = parse_retry_after(reply.fields().get("retry-after"), time_.now());
    co_return openai_failure(said, config_, model);
}

}  // namespace llm
