#include "cli/checks/network_checks.hpp"

#include "api/native/health_types.hpp"
#include "cli/configured_servers.hpp"
#include "cli/fetch.hpp"
#include "core/json_read.hpp"
#include "core/time_text.hpp"
#include "llm/anthropic/provider.hpp"
#include "llm/gemini/provider.hpp"
#include "llm/openai/provider.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <ctime>
#include <utility>

namespace cli {
namespace {

using namespace std::chrono_literals;
namespace ip = boost::asio::ip;

net::client_request get(std::string url) {
    net::client_request out;
    out.url = std::move(url);
    out.connect_timeout = 5s;
    out.first_byte_timeout = out.silence_timeout = out.total_timeout = 10s;
    return out;
}

// Asks `of` for its models, with the fields that hold its key.
provider_probe probe_of(llm::upstream const& of, std::string url, net::headers fields) {
    provider_probe out{of.name, of.base_url, get(std::move(url))};
    out.request.fields = std::move(fields);
    return out;
}

// True when nobody listens there: we could.
bool can_bind(core::server_settings const& server) {
    boost::asio::io_context io;
    boost::system::error_code ec;
    auto const found = ip::tcp::resolver(io).resolve(server.host, std::to_string(server.port), ec);
    if (ec || found.empty()) return false;
    ip::tcp::acceptor acceptor(io);
    ip::tcp::endpoint const at = *found.begin();
    acceptor.open(at.protocol(), ec);
    // Without SO_REUSEPORT, which a server that runs has set: then this one must fail.
    acceptor.set_option(ip::tcp::acceptor::reuse_address(true), ec);
    acceptor.bind(at, ec);
    return !ec;
}

}  // namespace

std::vector<provider_probe> configured_providers(core::model_settings const& m) {
    auto const servers = configured_servers(m);
    std::vector<provider_probe> out;
    auto const add_openai = [&](std::optional<llm::openai_config> const& config) {
        if (config) out.push_back(probe_of(config->server, models_url(*config), openai_fields(*config)));
    };
    add_openai(servers.openai);
    if (auto const& server = servers.anthropic)
        out.push_back(probe_of(*server, server->base_url + "/models", llm::anthropic_fields(*server)));
    if (auto const& config = servers.gemini)
        out.push_back(probe_of(config->server, config->server.base_url + "/models",
                               llm::gemini_fields(config->server)));
    add_openai(servers.azure);
    add_openai(servers.ollama);
    return out;
}

finding judge_reply(provider_probe const& probe, int status) {
    if (status >= 200 && status < 300) return {probe.name, verdict::ok, fmt::format("{} answers", probe.base_url)};
    auto const detail = fmt::format("{} answers with status {}", probe.base_url, status);
    // Google answers 400 to a key that is none.
    if (status == 401 || status == 403 || (status == 400 && probe.name == "gemini"))
        return {probe.name, verdict::failed, detail + ": it refuses the key", "Set the right key, or a new one."};
    if (status == 404)
        return {probe.name, verdict::failed, detail + ": there is no such API",
                "Check its address; OPENAI_BASE_URL mostly ends in /v1."};
    if (status == 429)
        return {probe.name, verdict::warning, detail + ": its limit or quota is used up", "Wait, or raise the quota."};
    return {probe.name, verdict::failed, detail, "Try again later, or ask who runs it."};
}

finding judge_clock(std::string_view date_header, std::int64_t now_s) {
    constexpr std::int64_t first_release_s = 1'760'000'000;   // no clock of a running server is before it
    char const* const remedy = "Set the clock, and keep it set (timedatectl set-ntp true).";
    auto const now = core::format_time(core::from_ms(now_s * 1000));
    if (now_s < first_release_s) return {"clock", verdict::failed, "stands at " + now, remedy};

    std::tm when{};
    if (!::strptime(std::string(date_header).c_str(), "%a, %d %b %Y %H:%M:%S GMT", &when))
        return {"clock", verdict::ok, "stands at " + now + "; no provider to compare it with"};
    auto const skew = now_s - static_cast<std::int64_t>(::timegm(&when));
    auto const detail = fmt::format("stands at {}, {} s from the provider's", now, std::abs(skew));
    if (std::abs(skew) <= 60) return {"clock", verdict::ok, detail};
    return {"clock", verdict::failed, detail, remedy};
}

core::task<finding> check_port(net::http_client& client, core::server_settings server) {
    auto const address = core::server_url(server);
    if (can_bind(server)) co_return finding{"port", verdict::ok, address + " is free"};

    auto reply = co_await fetch(client, get(address + "/health"));
    api::health_reply health;
    if (reply && core::read_json(reply->body, health, core::unknown::ignore))
        co_return finding{"port", health.status == "unhealthy" ? verdict::failed : verdict::ok,
                          fmt::format("a Parlance {} answers at {}: {}", health.version, address, health.status)};
    co_return finding{"port", verdict::failed, address + " can't be listened on, and no Parlance answers there",
                      "Stop what uses it, or choose others with HOST and PORT."};
}

core::task<std::vector<finding>> check_providers(net::http_client& client, core::model_settings models) {
    std::vector<finding> out;
    std::string date;
    for (auto& probe : configured_providers(models)) {
        auto reply = co_await fetch(client, std::exchange(probe.request, {}));
        if (reply) {
            out.push_back(judge_reply(probe, reply->status));
            if (date.empty()) date = reply->fields.get("date");
        } else {
            out.push_back({probe.name, verdict::failed, probe.base_url + ": " + reply.error().message,
                           "Check the address, and that this machine may reach it."});
        }
    }
    if (out.empty())
        out.push_back(
            {"models", verdict::ok, "no provider is set: a local Ollama or llama.cpp server answers, else demo",
             "Set OPENAI_API_KEY, OPENAI_BASE_URL, ANTHROPIC_API_KEY, GEMINI_API_KEY, AZURE_OPENAI_ENDPOINT or "
             "OLLAMA_BASE_URL for a model of your choice."});
    out.push_back(judge_clock(date, std::time(nullptr)));
    co_return out;
}

}  // namespace cli
