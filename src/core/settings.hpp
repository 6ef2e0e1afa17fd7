#pragma once

#include "core/log.hpp"

#include <boost/describe/enum.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// Everything that can be configured, typed, with its defaults. How each is named, checked and explained stands in one
// table (settings/table.hpp); settings/load.hpp fills this from flags, environment, .env and TOML.

using seconds_setting = std::chrono::milliseconds;   // given in seconds, kept to the millisecond

enum class app_env : std::uint8_t { development, staging, production };
BOOST_DESCRIBE_ENUM(app_env, development, staging, production)

enum class log_output : std::uint8_t { auto_, text, json };   // auto: text in development, JSON elsewhere
BOOST_DESCRIBE_ENUM(log_output, auto_, text, json)

BOOST_DESCRIBE_ENUM(level, debug, info, warning, error)

// What there is to be of the service, whatever providers do; auto_: what they can.
enum class service_setting : std::uint8_t { auto_, full, degraded, minimal, offline };
BOOST_DESCRIBE_ENUM(service_setting, auto_, full, degraded, minimal, offline)

enum class openai_api_setting : std::uint8_t { chat, responses };
BOOST_DESCRIBE_ENUM(openai_api_setting, chat, responses)

struct app_settings {
    std::string name = "Parlance";
    app_env environment = app_env::development;
    bool debug = false;
    std::string secret_key;
    level log_level = level::info;
    log_output log_format = log_output::auto_;
};

struct server_settings {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8000;
    int workers = 0;                            // loops; load_settings() puts the number of cores here
    std::string data_dir = "./data";
    std::string public_url;                     // how others reach it; empty: http(s)://HOST:PORT
    std::string tls_cert, tls_key;              // paths; both or neither
    std::vector<std::string> trusted_proxies;   // addresses or CIDRs
    std::vector<std::string> cors_origins;
    std::vector<std::string> allowed_hosts;
    std::optional<bool> docs_enabled;           // load_settings() decides where it is not set
    seconds_setting shutdown_timeout{10'000};
};

struct http_settings {
    std::int64_t header_bytes_max = 32 * 1024;
    std::int64_t headers_max = 100;
    std::int64_t target_bytes_max = 8 * 1024;
    std::int64_t body_bytes_max = 2 * 1024 * 1024;
    std::int64_t websocket_message_bytes_max = 2 * 1024 * 1024;
    std::int64_t connections_max = 16'000;
    seconds_setting header_timeout{10'000};
    seconds_setting body_timeout{30'000};
    seconds_setting idle_timeout{75'000};
    seconds_setting write_timeout{30'000};
    seconds_setting websocket_timeout{60'000};
};

struct storage_settings {
    std::string database_url;   // empty: sqlite in the data folder
    int database_pool_size = 20;
    int database_max_overflow = 10;
    bool database_echo = false;
    std::string mongo_uri, mongo_db;
    std::string redis_url;      // empty: none. Composed from the four below where only they are set
    std::string redis_host;
    std::uint16_t redis_port = 6379;
    std::string redis_password;
    int redis_db = 0;
    seconds_setting redis_timeout{2'000};
    seconds_setting cache_ttl{3'600'000};
    seconds_setting conversation_cache_ttl{86'400'000};
    seconds_setting history_ttl{86'400'000};
    std::string storage_url;
};

struct chat_settings {
    std::optional<int> max_history_tokens;
    std::optional<int> max_history_turns;
    int streams_per_user_max = 50;
    seconds_setting stream_retention{600'000};
    seconds_setting stream_heartbeat{15'000};
    seconds_setting turn_age_max{600'000};
    int turn_takeovers_max = 3;
    seconds_setting idempotency_retention{86'400'000};
    int delete_grace_days = 30;
    int conversation_retention_days = 0;
    bool titles_enabled = true;
};

struct model_settings {
    std::string provider = "auto";
    std::string default_model;
    double temperature = 0.7;
    int max_tokens = 4096;
    bool streaming_enabled = true;
    seconds_setting timeout{30'000};
    seconds_setting connect_timeout{5'000};
    seconds_setting first_token_timeout{10'000};
    seconds_setting total_timeout{600'000};
    int retries = 2;
    std::string offline_message;
    std::string models_file, routing_file;   // paths
    std::vector<std::string> fallbacks;      // models
    service_setting service_level = service_setting::auto_;
    std::string openai_api_key, openai_model, openai_base_url;
    openai_api_setting openai_api = openai_api_setting::chat;
    bool openai_background = false;
    std::string anthropic_api_key, anthropic_model, anthropic_base_url;
    std::string gemini_api_key, gemini_model = "gemini-2.5-flash", gemini_base_url;
    std::optional<double> gemini_temperature;
    std::string azure_api_key, azure_endpoint, azure_api_version, azure_deployment;
    std::string ollama_base_url;
    std::optional<seconds_setting> openai_timeout, anthropic_timeout, gemini_timeout, azure_timeout, ollama_timeout;
    std::optional<int> openai_max_retries, anthropic_max_retries, gemini_max_retries, azure_max_retries,
        ollama_max_retries;
    seconds_setting stream_delay{100};
    seconds_setting chunk_delay{50};
};

struct knowledge_settings {
    std::string embedding_model;
    std::string rerank_url, rerank_api = "jina", rerank_model, rerank_api_key;
    int rerank_documents_max = 1000;
    std::string vector_store;
    std::string qdrant_url, qdrant_api_key;
    std::string pgvector_connection;
    std::string pinecone_api_key, pinecone_environment, pinecone_index;
    std::string brave_api_key, searxng_url;
    std::string moderation_url, moderation_api_key;
};

struct access_settings {
    std::optional<bool> anonymous;   // load_settings() decides where it is not set
    bool registration_enabled = true;
    std::string mail_command;        // empty: no mail
    std::vector<std::string> outbound_allow;  // addresses or CIDRs that guarded requests may go to besides public ones
    std::string outbound_ca;  // path; empty: the system's authorities alone
    seconds_setting jwt_expiry{3'600'000};
    seconds_setting jwt_refresh_expiry{604'800'000};
    std::string jwt_algorithm = "ES256";
    std::string jwt_jwks_url, jwt_issuer, jwt_audience;
    std::optional<bool> jwt_registration;  // load_settings() decides where it is not set
    std::string data_key;
    int rate_limit_requests = 100;
    seconds_setting rate_limit_window{60'000};
    std::string tier_default = "free";
    std::string guard_mode = "mark";
};

// One identity provider. More stand in a file of their own; see identity/oidc/provider_config.hpp.
struct sign_on_settings {
    std::string issuer, client_id, client_secret, name;
    std::optional<bool> registration;  // load_settings() decides where it is not set
    std::vector<std::string> scopes;
    std::string groups_claim = "groups";
    std::vector<std::string> admin_groups, auditor_groups;
    std::string providers_file;
};

struct observe_settings {
    bool prometheus_enabled = true;
    std::vector<std::string> metrics_allow;  // CIDRs, besides loopback
    std::string metrics_listen;  // host:port; empty: on the main port
    std::string otlp_endpoint;
    double traces_sampler_arg = 0.1;
    std::string sentry_dsn;
    bool langsmith_tracing = false;
};

struct settings {
    app_settings app;
    server_settings server;
    http_settings http;
    storage_settings storage;
    chat_settings chat;
    model_settings models;
    knowledge_settings knowledge;
    access_settings access;
    sign_on_settings sign_on;
    observe_settings observe;
};

// The file of the SQLite database: DATABASE_URL's, or the one in the data folder.
std::string database_file(settings const& values);

// Where this machine reaches the server, without a slash at the end: "http://127.0.0.1:8000".
std::string server_url(server_settings const& server);

// True for names and addresses that only this machine can reach.
bool is_loopback(std::string_view host);

}  // namespace core
