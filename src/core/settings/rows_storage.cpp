#include "core/settings/checks.hpp"
#include "core/settings/rows.hpp"

namespace core {

std::vector<setting> storage_rows() {
    using s = storage_settings;
    row_maker const row("storage", &settings::storage);
    return {
        row("DATABASE_URL", &s::database_url, "sqlite:PATH, or postgresql://… for more than one server.")
            .checked_by(check_database_url)
            .secret()
            .otherwise("sqlite:DATA_DIR/parlance.db"),
        row("DATABASE_POOL_SIZE", &s::database_pool_size, "Connections to PostgreSQL.").range(5, 100),
        row("DATABASE_MAX_OVERFLOW", &s::database_max_overflow, "Further connections under load.").range(0, 100),
        row("DATABASE_ECHO", &s::database_echo, "Log each statement, without its values, at debug level."),
        row("MONGO_URI", &s::mongo_uri, "Reported at start and otherwise ignored: data is kept in SQL.").secret(),
        row("MONGO_DB", &s::mongo_db, "Reported at start and otherwise ignored."),
        row("REDIS_URL", &s::redis_url, "Redis for wake-ups and caches. Empty: none.")
            .checked_by(check_redis_url)
            .secret(),
        row("REDIS_HOST", &s::redis_host, "Its host, where REDIS_URL is not set."),
        row("REDIS_PORT", &s::redis_port, "Its port, with REDIS_HOST.").range(1, 65535),
        row("REDIS_PASSWORD", &s::redis_password, "Its password, with REDIS_HOST.").secret(),
        row("REDIS_DB", &s::redis_db, "Its database, with REDIS_HOST.").range(0, 65535),
        row("REDIS_TIMEOUT", &s::redis_timeout, "Seconds for Redis to answer.").range(0.1, 60),
        row("CACHE_TTL", &s::cache_ttl, "Seconds that a cached answer lives.").range(0, 31'536'000),
        row("CONVERSATION_CACHE_TTL", &s::conversation_cache_ttl, "Seconds that a cached conversation lives.")
            .range(0, 31'536'000),
        row("HISTORY_TTL_SECONDS", &s::history_ttl, "Seconds that the Redis copy of a history lives.")
            .alias("REDIS_TTL_SECONDS")
            .alias("CHAT_HISTORY_TTL")
            .range(0, 31'536'000),
        row("STORAGE_URL", &s::storage_url, "Where uploads are kept.").secret().otherwise("the data folder"),
    };
}

std::vector<setting> access_rows() {
    using s = access_settings;
    row_maker const row("access", &settings::access);
    return {
        row("AUTH_ANONYMOUS", &s::anonymous, "Serve a local user without login. Only in development, on loopback.")
            .otherwise("on in development on loopback, else off"),
        row("REGISTRATION_ENABLED", &s::registration_enabled,
            "Let anyone who reaches the server make an account. The first account can always be made, and "
            "administrators make accounts all the same."),
        row("MAIL_COMMAND", &s::mail_command,
            "A program with its arguments that sends the mail on its standard input, such as /usr/sbin/sendmail -t. "
            "Empty: links to reset a password come from `parlance user reset-password`."),
        row("OUTBOUND_ALLOW", &s::outbound_allow,
            "Addresses or networks, comma-separated, that requests to other people's addresses may reach although they "
            "are private: an identity provider's, for example.")
            .checked_by(check_networks),
        row("OUTBOUND_CA", &s::outbound_ca,
            "PEM file of certificate authorities that are trusted besides the system's, for providers of models and of "
            "identities."),
        row("JWT_EXPIRY", &s::jwt_expiry, "Seconds that an access token lives.")
            .alias("JWT_EXPIRATION_MINUTES", 60)
            .range(60, 3600),
        row("JWT_REFRESH_EXPIRY", &s::jwt_refresh_expiry, "Seconds that a refresh token lives.")
            .range(3600, 31'536'000),
        row("JWT_ALGORITHM", &s::jwt_algorithm, "How access tokens are signed.").one_of({"ES256", "RS256", "HS256"}),
        row("JWT_JWKS_URL", &s::jwt_jwks_url, "Keys of a foreign issuer.").checked_by(check_http_url),
        row("JWT_ISSUER", &s::jwt_issuer, "The foreign issuer's name."),
        row("JWT_AUDIENCE", &s::jwt_audience, "The audience that its tokens must name."),
        row("JWT_REGISTRATION", &s::jwt_registration, "Make an account for whom its tokens name for the first time.")
            .otherwise("as REGISTRATION_ENABLED"),
        row("DATA_KEY", &s::data_key, "Encrypts personal data at rest.").length(32, 4096).secret(),
        row("RATE_LIMIT_REQUESTS", &s::rate_limit_requests, "Requests per caller in one window.").range(1, 1'000'000),
        row("RATE_LIMIT_WINDOW", &s::rate_limit_window, "Seconds of that window.").range(1, 86'400),
        row("TIER_DEFAULT", &s::tier_default, "The tier of new accounts.")
            .one_of({"free", "starter", "professional", "enterprise"}),
        row("GUARD_MODE", &s::guard_mode, "What happens to suspicious input.").one_of({"strict", "mark", "off"}),
    };
}

std::vector<setting> knowledge_rows() {
    using s = knowledge_settings;
    row_maker const row("knowledge", &settings::knowledge);
    return {
        row("EMBEDDING_MODEL", &s::embedding_model,
            "The model that embeds, as provider/model. Without it, the default provider's own."),
        row("RERANK_URL", &s::rerank_url, "A reranking service, with or without the /rerank at its end.")
            .checked_by(check_http_url),
        row("RERANK_API", &s::rerank_api,
            "What it speaks: jina is also Cohere's, vLLM's and llama.cpp's, tei is text-embeddings-inference's.")
            .one_of({"jina", "tei"}),
        row("RERANK_MODEL", &s::rerank_model,
            "The model that reranks: its name at RERANK_URL where that is set, else provider/model.")
            .length(1, 200),
        row("RERANK_API_KEY", &s::rerank_api_key, "The service's key.").secret(),
        row("RERANK_DOCUMENTS_MAX", &s::rerank_documents_max, "Documents of one request.").range(1, 100'000),
        row("VECTOR_STORE", &s::vector_store, "Where vectors are kept.")
            .otherwise("in process")
            .one_of({"", "memory", "pgvector", "qdrant", "pinecone"}),
        row("QDRANT_URL", &s::qdrant_url, "Address of Qdrant.").checked_by(check_http_url),
        row("QDRANT_API_KEY", &s::qdrant_api_key, "Its key.").secret(),
        row("PGVECTOR_CONNECTION", &s::pgvector_connection, "A PostgreSQL database with pgvector.").secret(),
        row("PINECONE_API_KEY", &s::pinecone_api_key, "Key of Pinecone.").secret(),
        row("PINECONE_ENVIRONMENT", &s::pinecone_environment, "Its environment."),
        row("PINECONE_INDEX", &s::pinecone_index, "Its index."),
        row("BRAVE_API_KEY", &s::brave_api_key, "Key of Brave's web search.").secret(),
        row("SEARXNG_URL", &s::searxng_url, "Address of a SearXNG server for web search.").checked_by(check_http_url),
        row("MODERATION_URL", &s::moderation_url, "A moderation service.").checked_by(check_http_url),
        row("MODERATION_API_KEY", &s::moderation_api_key, "Its key.").secret(),
    };
}

}  // namespace core
