#include "core/settings/check.hpp"

#include <boost/asio/ip/address.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

namespace core {

bool is_loopback(std::string_view host) {
    if (host == "localhost") return true;
    boost::system::error_code ec;
    auto const address = boost::asio::ip::make_address(std::string(host), ec);
    return !ec && address.is_loopback();
}

namespace {

// What tutorials, templates and other products ship. Compared without case, as a part of the secret.
constexpr std::string_view known_defaults[] = {"change-me",  "changeme",     "change_me",  "your-secret", "your_secret",
                                               "secret-key", "default",      "example",    "password",    "insecure",
                                               "replace-me", "replace_this", "dev-secret", "test-secret"};

bool is_weak(std::string secret) {
    for (char& c : secret) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    if (std::ranges::any_of(known_defaults, [&](auto known) { return secret.find(known) != secret.npos; })) return true;
    constexpr std::size_t distinct_min = 10;   // of 32 random characters, even hexadecimal, hardly ever fewer
    return std::set<char>(secret.begin(), secret.end()).size() < distinct_min;
}

void check_secret(app_settings const& app, settings_findings& out) {
    constexpr auto remedy = "Make one with `openssl rand -base64 48` and give it as APP_SECRET_KEY_FILE.";
    if (app.secret_key.empty())
        out.errors.push_back(fmt::format("APP_SECRET_KEY is missing: outside development it must be set. {}", remedy));
    else if (is_weak(app.secret_key))
        out.errors.push_back(fmt::format("APP_SECRET_KEY is weak: a known default, or hardly random. {}", remedy));
}

}  // namespace

settings_findings check_settings(settings const& s) {
    settings_findings out;
    bool const production = s.app.environment == app_env::production;
    bool const development = s.app.environment == app_env::development;

    if (production && s.app.debug) out.errors.push_back("APP_DEBUG is true: it is refused in production.");
    if (!development) check_secret(s.app, out);
    if (*s.access.anonymous && !(development && is_loopback(s.server.host)))
        out.errors.push_back(fmt::format(
            "AUTH_ANONYMOUS is true with {}: everyone who reaches the port would be one user with all rights. It is "
            "for development on a loopback address only; leave it unset.",
            development ? "HOST " + s.server.host : std::string("APP_ENV other than development")));
    if (!development && !is_loopback(s.server.host) && s.server.tls_cert.empty() && s.server.trusted_proxies.empty())
        out.warnings.push_back("Passwords and sessions would cross the network unencrypted: set TLS_CERT and TLS_KEY, "
                               "or TRUSTED_PROXIES for a proxy that speaks HTTPS.");

    auto const& one = s.sign_on;
    if (one.issuer.empty() != one.client_id.empty())
        out.errors.push_back("OIDC_ISSUER and OIDC_CLIENT_ID belong together: set both or neither.");
    if ((!one.issuer.empty() || !one.providers_file.empty()) && s.server.public_url.empty() &&
        !is_loopback(s.server.host))
        out.errors.push_back("PUBLIC_URL is missing: an identity provider sends browsers back to it.");
    if (s.server.tls_cert.empty() != s.server.tls_key.empty())
        out.errors.push_back("TLS_CERT and TLS_KEY belong together: set both or neither.");
    if (!s.models.azure_api_key.empty() && s.models.azure_endpoint.empty())
        out.warnings.push_back("AZURE_OPENAI_API_KEY has no effect without AZURE_OPENAI_ENDPOINT.");
    if (s.models.openai_background && s.models.openai_api != openai_api_setting::responses)
        out.warnings.push_back("OPENAI_BACKGROUND has no effect without OPENAI_API=responses.");
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
