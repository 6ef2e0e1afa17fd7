#include "core/settings/checks.hpp"
#include "core/settings/rows.hpp"

namespace core {

std::vector<setting> model_rows() {
    using s = model_settings;
    row_maker const row("models", &settings::models);
    return {
        row("LLM_PROVIDER", &s::provider,
            "Who answers. auto takes what is configured, else a local Ollama or llama.cpp server, else demo.")
            .alias("DEFAULT_PROVIDER")
            .one_of({"auto", "demo", "openai", "anthropic", "gemini", "azure", "ollama"}),
        row("DEFAULT_MODEL", &s::default_model, "The model where a request names none.")
            .otherwise("the provider's own"),
        row("DEFAULT_TEMPERATURE", &s::temperature, "The temperature where a request names none.")
            .alias("TEMPERATURE")
            .range(0, 2),
        row("DEFAULT_MAX_TOKENS", &s::max_tokens, "The most tokens of an answer where a request names none.")
            .alias("MAX_TOKENS")
            .range(1, 128'000),
        row("STREAMING_ENABLED", &s::streaming_enabled, "Ask providers to stream."),
        row("LLM_TIMEOUT", &s::timeout, "Seconds that a provider may be silent.")
            .alias("LLM_REQUEST_TIMEOUT")
            .range(1, 3600),
        row("LLM_CONNECT_TIMEOUT", &s::connect_timeout, "Seconds to connect to a provider.").range(0.1, 600),
        row("LLM_FIRST_TOKEN_TIMEOUT", &s::first_token_timeout,
            "Seconds until a provider's first token, while another one can be asked.")
            .range(0.1, 3600),
        row("LLM_TOTAL_TIMEOUT", &s::total_timeout, "Seconds for one answer in all.").range(1, 86'400),
        row("LLM_RETRIES", &s::retries, "How often all routes are asked again once each has failed.").range(0, 10),
        row("LLM_FALLBACKS", &s::fallbacks,
            "Models that are asked, in this order, where the one that was asked for can't answer."),
        row("ROUTING_FILE", &s::routing_file,
            "TOML or JSON file with further providers, aliases and rules; read again when it changes (routing.md).")
            .length(0, 4096),
        row("SERVICE_LEVEL", &s::service_level,
            "Pins the level of service: degraded asks fallbacks only, offline no model; minimal is the same as offline "
            "until there is a cache of answers."),
        row("OFFLINE_MESSAGE", &s::offline_message, "What is said while no model can be reached.").length(0, 1000),
        row("MODELS_FILE", &s::models_file,
            "JSON file with what is known of models, over the built-in list; read again when it changes (routing.md).")
            .length(0, 4096),
        row("OPENAI_API_KEY", &s::openai_api_key,
            "Key of OpenAI or a compatible API; several, with commas between, share the calls.")
            .secret(),
        row("OPENAI_MODEL", &s::openai_model, "Its default model."),
        row("OPENAI_BASE_URL", &s::openai_base_url, "Its address; any compatible server will do.")
            .checked_by(check_http_url)
            .otherwise("OpenAI's own"),
        row("OPENAI_API", &s::openai_api,
            "Which of its APIs gives the answers: chat, which all compatible servers speak, or responses, which shows "
            "thoughts and keeps them (providers.md)."),
        row("OPENAI_BACKGROUND", &s::openai_background,
            "With responses: has OpenAI store the answers of conversations that are kept (store: true) and write on "
            "without a reader, so that they are read on where a connection breaks or this server dies."),
        row("ANTHROPIC_API_KEY", &s::anthropic_api_key, "Key of Anthropic's API, or several.").secret(),
        row("ANTHROPIC_MODEL", &s::anthropic_model, "Its default model.").otherwise("claude-sonnet-5-5"),
        row("ANTHROPIC_BASE_URL", &s::anthropic_base_url, "Its address.")
            .checked_by(check_http_url)
            .otherwise("Anthropic's own"),
        row("GEMINI_API_KEY", &s::gemini_api_key, "Key of Google's Gemini API, or several.").secret(),
        row("GEMINI_MODEL", &s::gemini_model, "Its default model."),
        row("GEMINI_TEMPERATURE", &s::gemini_temperature, "Its temperature, where it differs from the default.")
            .range(0, 2),
        row("GEMINI_BASE_URL", &s::gemini_base_url, "Its address.")
            .checked_by(check_http_url)
            .otherwise("Google's own"),
        row("AZURE_OPENAI_API_KEY", &s::azure_api_key, "Key of Azure OpenAI, or several.").secret(),
        row("AZURE_OPENAI_ENDPOINT", &s::azure_endpoint, "Address of the resource, without a path.")
            .checked_by(check_http_url),
        row("AZURE_OPENAI_API_VERSION", &s::azure_api_version, "Its API version.").otherwise("2024-10-21"),
        row("AZURE_OPENAI_DEPLOYMENT", &s::azure_deployment, "The deployment that answers where a request names none."),
        row("OLLAMA_BASE_URL", &s::ollama_base_url, "Address of an Ollama server.")
            .checked_by(check_http_url)
            .otherwise("http://127.0.0.1:11434, where one answers"),
        row("OPENAI_TIMEOUT", &s::openai_timeout, "LLM_TIMEOUT of OpenAI's own.").range(1, 3600),
        row("OPENAI_MAX_RETRIES", &s::openai_max_retries, "LLM_RETRIES of OpenAI's own.").range(0, 10),
        row("ANTHROPIC_TIMEOUT", &s::anthropic_timeout, "LLM_TIMEOUT of Anthropic's own.").range(1, 3600),
        row("ANTHROPIC_MAX_RETRIES", &s::anthropic_max_retries, "LLM_RETRIES of Anthropic's own.").range(0, 10),
        row("GEMINI_TIMEOUT", &s::gemini_timeout, "LLM_TIMEOUT of Gemini's own.").range(1, 3600),
        row("GEMINI_MAX_RETRIES", &s::gemini_max_retries, "LLM_RETRIES of Gemini's own.").range(0, 10),
        row("AZURE_OPENAI_TIMEOUT", &s::azure_timeout, "LLM_TIMEOUT of Azure OpenAI's own.").range(1, 3600),
        row("AZURE_OPENAI_MAX_RETRIES", &s::azure_max_retries, "LLM_RETRIES of Azure OpenAI's own.").range(0, 10),
        row("OLLAMA_TIMEOUT", &s::ollama_timeout, "LLM_TIMEOUT of Ollama's own.").range(1, 3600),
        row("OLLAMA_MAX_RETRIES", &s::ollama_max_retries, "LLM_RETRIES of Ollama's own.").range(0, 10),
        row("STREAM_DELAY", &s::stream_delay, "Seconds before the demo's first words on its source path.").range(0, 60),
        row("CHUNK_DELAY", &s::chunk_delay, "Seconds between the demo's words on its source path.").range(0, 60),
    };
}

std::vector<setting> chat_rows() {
    using s = chat_settings;
    row_maker const row("chat", &settings::chat);
    return {
        row("MAX_HISTORY_TOKENS", &s::max_history_tokens, "Most tokens of history that a model is given.")
            .range(1, 10'000'000)
            .otherwise("what the model's window allows"),
        row("MAX_HISTORY_TURNS", &s::max_history_turns, "Most turns of history that a model is given.")
            .alias("HISTORY_MAX_TURNS")
            .range(1, 100'000)
            .otherwise("what the model's window allows"),
        row("STREAMS_PER_USER_MAX", &s::streams_per_user_max, "Turns that one user may have running at once.")
            .range(1, 100'000),
        row("STREAM_RETENTION", &s::stream_retention, "Seconds that an ended stream can still be resumed.")
            .range(10, 86'400),
        row("STREAM_HEARTBEAT", &s::stream_heartbeat, "Seconds of silence after which a stream sends a comment.")
            .range(0.1, 15),
        row("TURN_AGE_MAX", &s::turn_age_max, "Seconds after which an unfinished turn is not taken up again.")
            .range(10, 86'400),
        row("TURN_TAKEOVERS_MAX", &s::turn_takeovers_max, "Times that an unfinished turn is taken up after a restart.")
            .range(0, 100),
        row("IDEMPOTENCY_RETENTION", &s::idempotency_retention, "Seconds that an Idempotency-Key is remembered.")
            .range(60, 2'592'000),
        row("DELETE_GRACE_DAYS", &s::delete_grace_days, "Days that a deleted conversation can be restored.")
            .range(0, 3650),
        row("CONVERSATION_RETENTION_DAYS", &s::conversation_retention_days,
            "Days after which completed conversations are archived. 0: never.")
            .range(0, 36'500),
        row("TITLES_ENABLED", &s::titles_enabled, "Let the model name conversations."),
    };
}

}  // namespace core
