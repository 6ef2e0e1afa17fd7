#include "api/native/views.hpp"

#include "core/money.hpp"
#include "turn/payloads.hpp"

#include <boost/json/parse.hpp>

namespace api {

namespace json = boost::json;

namespace {

std::optional<std::string> absent_if_empty(std::string const& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

std::optional<double> dollars(std::optional<std::int64_t> nano) {
    return nano ? std::optional(core::dollars(*nano)) : std::nullopt;
}

// JSON that we stored ourselves; null should it be damaged.
json::value stored_json(std::string const& text) {
    boost::system::error_code failed;
    auto parsed = json::parse(text, failed);
    return failed ? json::value() : parsed;
}

std::optional<owner_view> owner_of(chat::conversation_view const& from) {
    if (from.may == store::share::own) return std::nullopt;
    return owner_view{from.row.user_id, from.owner_name};
}

}  // namespace

conversation_reply conversation_view_of(chat::conversation_view const& from) {
    auto const& row = from.row;
    conversation_reply out{.id = row.id,
                           .title = row.title,
                           .status = store::to_string(row.status),
                           .provider = row.provider,
                           .model = row.model,
                           .system_prompt = row.system_prompt,
                           .summary = row.summary};
    out.entities = stored_json(row.entities);
    out.topics = stored_json(row.topics);
    out.metadata = stored_json(row.metadata);
    out.tags = row.tags;
    out.folder = row.folder;
    out.pinned = row.pinned;
    out.archived = row.archived;
    out.total_input_tokens = row.input_tokens;
    out.total_output_tokens = row.output_tokens;
    out.cost_usd = dollars(row.cost_nano_usd);
    out.message_count = row.message_count;
    out.head_message_id = absent_if_empty(row.head_message_id);
    out.active_turn_id = absent_if_empty(from.active_turn_id);
    out.may = store::to_string(from.may);
    out.shared = row.shared;
    out.owner = owner_of(from);
    out.created_at = row.created_at;
    out.updated_at = row.updated_at;
    return out;
}

conversation_item conversation_item_of(chat::conversation_view const& from) {
    auto const& row = from.row;
    return {.id = row.id,
            .title = row.title,
            .created_at = row.created_at,
            .updated_at = row.updated_at,
            .message_count = row.message_count,
            .model = row.model,
            .status = store::to_string(row.status),
            .pinned = row.pinned,
            .archived = row.archived,
            .active_turn_id = absent_if_empty(from.active_turn_id),
            .may = store::to_string(from.may),
            .shared = row.shared,
            .owner = owner_of(from)};
}

message_reply message_view_of(store::message_row const& from) {
    message_reply out{.id = from.id,
                      .parent_id = absent_if_empty(from.parent_id),
                      .turn_id = absent_if_empty(from.turn_id),
                      .role = from.role,
                      .content = from.content,
                      .thinking = from.thinking};
    out.attachments = stored_json(from.attachments);
    out.tool_calls = stored_json(from.tool_calls);
    out.token_count = from.token_count;
    out.model = from.model;
    out.provider = from.provider;
    out.finish_reason = absent_if_empty(from.finish_reason);
    out.sources = stored_json(from.sources);
    out.ttft_ms = from.ttft_ms;
    out.duration_ms = from.duration_ms;
    out.cost_usd = dollars(from.cost_nano_usd);
    if (!from.error.empty()) out.error = stored_json(from.error);
    out.metadata = stored_json(from.metadata);
    out.timestamp = from.created_at;
    return out;
}

chat_reply chat_view(store::message_row const& from) {
    chat_reply out{.id = from.id,
                   .turn_id = from.turn_id,
                   .conversation_id = from.conversation_id,
                   .role = from.role,
                   .content = from.content};
    out.tokens_used = {from.prompt_tokens, from.token_count, from.prompt_tokens + from.token_count};
    out.timestamp = from.created_at;
    out.finish_reason = from.finish_reason;
    out.model = from.model;
    out.provider = from.provider;
    if (auto calls = stored_json(from.tool_calls); calls.is_array())
        for (auto const& each : calls.get_array())
            if (each.is_object()) out.tool_calls.push_back(each.get_object());
    out.cost_usd = dollars(from.cost_nano_usd);
    if (!from.level.empty()) out.level = from.level;
    return out;
}

turn_view turn_view_of(store::turn_row const& from) {
    return {.turn_id = from.id,
            .conversation_id = from.conversation_id,
            .user_message_id = from.user_message_id,
            .message_id = from.message_id,
            .state = from.state == store::turn_state::running ? "running" : "done",
            .finish_reason = absent_if_empty(from.finish_reason),
            .error_code = absent_if_empty(from.error_code),
            .attempt = from.attempt,
            .created_at = from.created_at,
            .ended_at = from.ended_at};
}

search_hit search_hit_of(store::message_hit const& from) {
    search_hit out{.message_id = from.message_id,
                   .conversation_id = from.conversation_id,
                   .title = from.conversation_title,
                   .snippet = {},
                   .role = from.role,
                   .timestamp = from.created_at};
    for (auto const& piece : from.snippet) {
        if (piece.matched) out.snippet += "\uE000";
        out.snippet += piece.text;
        if (piece.matched) out.snippet += "\uE001";
    }
    return out;
}

std::optional<core::error> stored_failure(store::message_row const& from) {
    if (from.error.empty()) return std::nullopt;
    auto const parsed = stored_json(from.error);
    core::error out{core::errc::upstream_failed, "The answer failed."};
    if (!parsed.is_object()) return out;
    auto const& fields = parsed.get_object();
    auto const text = [&](char const* name) -> std::string {
        auto const* value = fields.if_contains(name);
        return value && value->is_string() ? std::string(value->get_string()) : std::string();
    };
    out.code = turn::code_from_public(text("code"));
    out.message = text("message");
    out.provider = from.provider;
    if (auto const* wait = fields.if_contains("retry_after"); wait && wait->is_int64())
        out.retry_after_s = static_cast<int>(wait->get_int64());
    if (auto const* limit = fields.if_contains("limit"); limit && limit->is_number())
        out.limit = limit->to_number<double>();
    if (auto const* retryable = fields.if_contains("retryable"))
        out.retryable = retryable->is_bool() && retryable->get_bool();
    return out;
}

}  // namespace api
