#include "core/settings/checks.hpp"
#include "core/settings/rows.hpp"

namespace core {

std::vector<setting> app_rows() {
    using s = app_settings;
    row_maker const row("app", &settings::app);
    return {
        row("APP_NAME", &s::name, "The name that the page shows.").length(1, 60),
        row("APP_ENV", &s::environment, "What this installation is for. Production asks for accounts and secrets.")
            .alias("ENVIRONMENT"),
        row("APP_DEBUG", &s::debug, "Log at debug level. Refused in production.").alias("DEBUG"),
        row("APP_SECRET_KEY", &s::secret_key, "Seals what signs tokens. Needed outside development.")
            .alias("JWT_SECRET")
            .alias("JWT_SECRET_KEY")
            .alias("SECRET_KEY")
            .length(32, 4096)
            .secret()
            .otherwise("in development a random one, kept in DATA_DIR/secret.key"),
        row("LOG_LEVEL", &s::log_level, "The least that is logged.").alias("APP_LOG_LEVEL"),
        row("LOG_FORMAT", &s::log_format, "How log lines look; auto is text in development and JSON elsewhere."),
    };
}

std::vector<setting> server_rows() {
    using s = server_settings;
    row_maker const row("server", &settings::server);
    return {
        row("HOST", &s::host, "The address to listen on. Anything but loopback needs AUTH_ANONYMOUS off.")
            .checked_by(check_host),
        row("PORT", &s::port, "The port to listen on.").alias("APP_PORT").range(1, 65535),
        row("WORKERS", &s::workers, "Event loops, each with a thread.").range(1, 32).otherwise("the number of cores"),
        row("DATA_DIR", &s::data_dir, "The folder of databases and files. One server at a time may use it.")
            .length(1, 4096),
        row("PUBLIC_URL", &s::public_url,
            "How others reach the server: in links that it gives away, and in its tokens.")
            .checked_by(check_http_url)
            .otherwise("http(s)://HOST:PORT"),
        row("TLS_CERT", &s::tls_cert, "PEM file of the certificate and its chain. Set with TLS_KEY, serves HTTPS."),
        row("TLS_KEY", &s::tls_key, "PEM file of the certificate's private key."),
        row("TRUSTED_PROXIES", &s::trusted_proxies,
            "Addresses or networks, comma-separated, whose X-Forwarded-* headers are believed.")
            .checked_by(check_networks),
        row("CORS_ORIGINS", &s::cors_origins,
            "Origins of other sites, comma-separated, that may call the API from a browser.")
            .checked_by(check_origins),
        row("ALLOWED_HOSTS", &s::allowed_hosts, "Host names, comma-separated, that requests may be for. Empty: any."),
        row("DOCS_ENABLED", &s::docs_enabled, "Serve /docs and /redoc.").otherwise("on, except in production"),
        row("SHUTDOWN_TIMEOUT", &s::shutdown_timeout, "Seconds that open requests get to end when the server stops.")
            .range(0, 3600),
    };
}

std::vector<setting> http_rows() {
    using s = http_settings;
    row_maker const row("http", &settings::http);
    return {
        row("HTTP_HEADER_BYTES_MAX", &s::header_bytes_max, "Bytes of a request's line and headers.")
            .range(1024, 1 << 20),
        row("HTTP_HEADERS_MAX", &s::headers_max, "Number of headers of a request.").range(10, 1000),
        row("HTTP_TARGET_BYTES_MAX", &s::target_bytes_max, "Bytes of a request's path and query.").range(256, 1 << 16),
        row("HTTP_BODY_BYTES_MAX", &s::body_bytes_max, "Bytes of a request's body.").range(1024, 1 << 30),
        row("WEBSOCKET_MESSAGE_BYTES_MAX", &s::websocket_message_bytes_max, "Bytes of one WebSocket message.")
            .range(1024, 1 << 26),
        row("HTTP_CONNECTIONS_MAX", &s::connections_max, "Open connections; one more is answered 503.")
            .range(1, 1'000'000),
        row("HTTP_HEADER_TIMEOUT", &s::header_timeout, "Seconds for a request's headers to arrive.").range(0.1, 600),
        row("HTTP_BODY_TIMEOUT", &s::body_timeout, "Seconds for a request's body to arrive.").range(0.1, 3600),
        row("HTTP_IDLE_TIMEOUT", &s::idle_timeout, "Seconds that a connection may be silent between two requests.")
            .range(0.1, 3600),
        row("HTTP_WRITE_TIMEOUT", &s::write_timeout, "Seconds for a client to take what is written to it.")
            .range(0.1, 3600),
        row("WEBSOCKET_TIMEOUT", &s::websocket_timeout,
            "Seconds of silence that end a WebSocket; a ping goes out at half of them.")
            .range(1, 3600),
    };
}

std::vector<setting> observe_rows() {
    using s = observe_settings;
    row_maker const row("observe", &settings::observe);
    return {
        row("PROMETHEUS_ENABLED", &s::prometheus_enabled, "Serve /metrics."),
        row("METRICS_ALLOW", &s::metrics_allow,
            "Addresses or networks, comma-separated, that may read /metrics besides loopback.")
            .checked_by(check_networks),
        row("METRICS_LISTEN", &s::metrics_listen, "host:port of a listener of its own for /metrics.")
            .checked_by(check_host_and_port)
            .otherwise("on the main port"),
        row("OTEL_EXPORTER_OTLP_ENDPOINT", &s::otlp_endpoint, "Where traces go, over OTLP/HTTP (port 4318).")
            .checked_by(check_otlp_endpoint),
        row("OTEL_TRACES_SAMPLER_ARG", &s::traces_sampler_arg, "The share of traces that is kept, besides errors.")
            .range(0, 1),
        row("SENTRY_DSN", &s::sentry_dsn, "Where errors are reported.").secret(),
        row("LANGSMITH_TRACING", &s::langsmith_tracing, "Send traces to LangSmith."),
    };
}

}  // namespace core
