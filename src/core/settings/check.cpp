#include "core/settings/check.hpp"

#include <boost/asio/ip/address.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace core {

bool is_loopback(std::string_view host) {
    if (host == "localhost") return true;
    boost::system::error_code ec;
    auto const address = boost::asio::ip::make_address(std::string(host), ec);
    return !ec && address.is_loopback();
}

settings_findings check_settings(settings const& s) {
    settings_findings out;
    bool const production = s.app.environment == app_env::production;
    bool const development = s.app.environment == app_env::development;

    if (!development)
        out.errors.push_back(fmt::format(
            "APP_ENV is {}: that needs accounts, which this version does not have yet. Without them everyone who "
            "reaches the port would be one user. Use APP_ENV=development on a loopback address.",
            production ? "production" : "staging"));
    if (production && s.app.debug) out.errors.push_back("APP_DEBUG is true: it is refused in production.");
    if (development && !is_loopback(s.server.host))
        out.errors.push_back(fmt::format(
            "HOST is {}: without accounts, which this version does not have yet, only a loopback address is safe. "
            "Use HOST=127.0.0.1, and a proxy that asks for a login where others must reach it.",
            s.server.host));
    else if (development && !*s.access.anonymous)
        out.errors.push_back("AUTH_ANONYMOUS is false: without accounts, which this version does not have yet, nobody "
                             "could use the server.");

    if (s.server.tls_cert.empty() != s.server.tls_key.empty())
        out.errors.push_back("TLS_CERT and TLS_KEY belong together: set both or neither.");
    if (s.storage.database_url.starts_with("postgres"))
        out.errors.push_back("DATABASE_URL names PostgreSQL, which this version does not serve from yet. Use sqlite:.");
    if (!development && std::ranges::find(s.server.cors_origins, "*") != s.server.cors_origins.end())
        out.warnings.push_back("CORS_ORIGINS is *: every site may call the API, without credentials.");
    if (!s.storage.mongo_uri.empty() || !s.storage.mongo_db.empty())
        out.warnings.push_back("MONGO_URI and MONGO_DB are ignored: data is kept in SQL.");
    if (!s.storage.redis_url.empty())
        out.warnings.push_back("REDIS_URL is ignored: this version runs as one server and needs no Redis.");
    return out;
}

}  // namespace core
