#include "cli/http_settings.hpp"

namespace cli {

net::http_config http_config_of(core::settings const& settings) {
    auto const& http = settings.http;
    net::http_config out;
    out.header_bytes_max = std::size_t(http.header_bytes_max);
    out.headers_max = std::size_t(http.headers_max);
    out.target_bytes_max = std::size_t(http.target_bytes_max);
    out.body_bytes_max = std::size_t(http.body_bytes_max);
    out.message_bytes_max = std::size_t(http.websocket_message_bytes_max);
    out.connections_max = std::size_t(http.connections_max);
    out.header_timeout = http.header_timeout;
    out.body_timeout = http.body_timeout;
    out.idle_timeout = http.idle_timeout;
    out.write_timeout = http.write_timeout;
    out.websocket_timeout = http.websocket_timeout;
    out.allowed_hosts = settings.server.allowed_hosts;
    if (core::is_loopback(settings.server.host) && settings.access.anonymous.value_or(false))
        for (auto const* name : {"localhost", "127.0.0.1", "[::1]", "::1"}) out.allowed_hosts.emplace_back(name);
    out.allowed_origins = settings.server.cors_origins;
    if (auto const& url = settings.server.public_url; !url.empty())
        out.allowed_origins.push_back(url.substr(0, url.find('/', url.find("://") + 3)));
    out.trusted_proxies = settings.server.trusted_proxies;
    if (!settings.server.tls_cert.empty()) out.tls = net::tls_files{settings.server.tls_cert, settings.server.tls_key};
    return out;
}

}  // namespace cli
