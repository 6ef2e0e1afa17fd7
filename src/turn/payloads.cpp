#include "turn/payloads.hpp"

#include "core/json_write.hpp"
#include "core/money.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace turn {

namespace json = boost::json;

namespace {

json::object ids_object(turn_ids const& ids) {
    json::object out{{"turn_id", ids.turn}};
    if (ids.conversation.empty()) out["conversation_id"] = nullptr;
    else out["conversation_id"] = ids.conversation;
    out["user_message_id"] = ids.user_message;
    out["message_id"] = ids.message;
    return out;
}

// Why somebody else is asked, for people.
char const* reason_for_another(core::errc failure) {
    switch (failure) {
    case core::errc::rate_limited:     return "Too many requests";
    case core::errc::timeout:          return "No answer in time";
    case core::errc::unauthorized:     return "The key was refused";
    case core::errc::not_found:        return "No such model";
    case core::errc::context_too_long: return "Too long for the model";
    case core::errc::unavailable:      return "The model rests after failures";
    default:                           return "The model failed";
    }
}

// The payloads that every turn has are written as text: a tree of values for each would be made to be taken apart.
class fields {
public:
    fields& text(std::string_view name, std::string_view value) {
        core::append_json_string(add(name), value);
        return *this;
    }
    fields& number(std::string_view name, std::int64_t value) {
        add(name) += fmt::format_int(value).c_str();
        return *this;
    }
    fields& truth(std::string_view name, bool value) {
        add(name) += value ? "true" : "false";
        return *this;
    }
    fields& dollars(std::string_view name, std::optional<std::int64_t> nano) {
        auto& to = add(name);
        if (nano) core::append_json_number(to, core::dollars(*nano));
        else to += "null";
        return *this;
    }
    fields& ids(turn_ids const& all) {
        text("turn_id", all.turn);
        if (all.conversation.empty()) add("conversation_id") += "null";
        else text("conversation_id", all.conversation);
        return text("user_message_id", all.user_message).text("message_id", all.message);
    }
    std::string whole() { return std::move(out_ += '}'); }

private:
    std::string& add(std::string_view name) {
        out_ += out_.size() > 1 ? ",\"" : "\"";
        return out_.append(name).append("\":");
    }

    std::string out_ = "{";
};

// What whoever was refused may need to know.
void add_limit(json::object& to, core::error const& what) {
    if (what.retry_after_s) to["retry_after"] = *what.retry_after_s;
    if (what.limit) to["limit"] = *what.limit;
}

}  // namespace

std::string start_payload(turn_ids const& ids) { return fields().ids(ids).whole(); }

std::string retry_payload(llm::attempt_note const& note) {
    auto const who = note.provider + "/" + note.model;
    auto const seconds = (note.wait.count() + 999) / 1000;
    auto message = reason_for_another(note.failure) + std::string("; asking ") + who;
    if (seconds > 0) message += " in " + std::to_string(seconds) + " s";
    return json::serialize(json::object{{"stage", "retrying"},
                                        {"message", message},
                                        {"provider", note.provider},
                                        {"model", note.model},
                                        {"reason", core::to_string(note.failure)},
                                        {"wait_ms", note.wait.count()}});
}

std::string routed_payload(std::string_view provider, std::string_view model, std::string_view why) {
    auto const message = std::string(provider) + "/" + std::string(model) + " (" + std::string(why) + ")";
    return json::serialize(json::object{
        {"stage", "routed"}, {"message", message}, {"provider", provider}, {"model", model}, {"why", why}});
}

std::string sealed_payload(llm::replay const& block) {
    return json::serialize(json::object{{"provider", block.provider}, {"block", block.blocks}});
}

std::string usage_payload(core::usage const& tokens, std::optional<std::int64_t> nano_usd) {
    return fields()
        .number("prompt", tokens.prompt_tokens)
        .number("completion", tokens.completion_tokens)
        .number("cached", tokens.cached_tokens)
        .number("total", tokens.total())
        .truth("estimated", tokens.estimated)
        .dollars("cost_usd", nano_usd)
        .whole();
}

std::string tool_call_payload(llm::tool_call const& call) {
    return json::serialize(json::object{{"id", call.id}, {"name", call.name}, {"arguments", call.arguments}});
}

std::string continued_payload(int attempt, std::string_view model) {
    return json::serialize(json::object{{"attempt", attempt}, {"model", model}});
}

std::string restarted_payload(int attempt, std::uint64_t truncate_to) {
    return json::serialize(json::object{{"attempt", attempt}, {"truncate_to", truncate_to}});
}

std::string note_of(llm::kept_answer const& kept) {
    if (kept.id.empty()) return {};
    return json::serialize(json::object{{"provider", kept.provider}, {"model", kept.model}, {"kept", kept.id}});
}

llm::kept_answer kept_answer_in(std::string_view note) {
    boost::system::error_code failed;
    auto const parsed = json::parse(note, failed);
    if (failed || !parsed.is_object()) return {};
    auto const text = [&](std::string_view name) {
        auto const* found = parsed.as_object().if_contains(name);
        return found && found->is_string() ? std::string(found->as_string()) : std::string();
    };
    return {text("provider"), text("model"), text("kept")};
}

std::string complete_payload(turn_ids const& ids, llm::finish_reason why, core::usage const& tokens,
                             std::optional<std::int64_t> nano_usd, std::string_view provider, std::string_view model) {
    return fields()
        .text("finish_reason", llm::to_string(why))
        .number("total_tokens", tokens.total())
        .dollars("cost_usd", nano_usd)
        .ids(ids)
        .text("provider", provider)
        .text("model", model)
        .whole();
}

std::string error_payload(turn_ids const& ids, core::error const& what) {
    json::object out{{"code", public_code(what.code)}, {"message", what.message}, {"retryable", what.retryable}};
    add_limit(out, what);
    for (auto& [key, value] : ids_object(ids)) out[key] = value;
    return json::serialize(out);
}

std::string error_json(core::error const& what) {
    json::object out{{"code", public_code(what.code)}, {"message", what.message}, {"retryable", what.retryable}};
    add_limit(out, what);
    return json::serialize(out);
}

std::string stored_error_payload(turn_ids const& ids, std::string_view stored) {
    boost::system::error_code failed;
    auto parsed = json::parse(stored, failed);
    json::object out = !failed && parsed.is_object() ? parsed.get_object() : json::object();
    for (auto& [key, value] : ids_object(ids)) out[key] = value;
    return json::serialize(out);
}

std::uint64_t truncate_to(std::string_view restarted_data) {
    boost::system::error_code failed;
    auto const parsed = json::parse(restarted_data, failed);
    if (failed || !parsed.is_object()) return 0;
    auto const* found = parsed.as_object().if_contains("truncate_to");
    return found && found->is_int64() ? static_cast<std::uint64_t>(found->as_int64()) : 0;
}

char const* public_code(core::errc code) {
    switch (code) {
    case core::errc::invalid_input:          return "VALIDATION_ERROR";
    case core::errc::unauthorized:           return "AUTHENTICATION_ERROR";
    case core::errc::forbidden:              return "FORBIDDEN";
    case core::errc::not_found:              return "NOT_FOUND";
    case core::errc::conversation_not_found: return "CONVERSATION_NOT_FOUND";
    case core::errc::conflict:               return "CONFLICT";
    case core::errc::ahead_of_log:           return "AHEAD_OF_LOG";
    case core::errc::expired:                return "STREAM_EXPIRED";
    case core::errc::idempotency_mismatch:   return "IDEMPOTENCY_MISMATCH";
    case core::errc::content_filtered:       return "CONTENT_FILTERED";
    case core::errc::context_too_long:       return "CONTEXT_TOO_LONG";
    case core::errc::rate_limited:           return "RATE_LIMIT_EXCEEDED";
    case core::errc::budget_exceeded:        return "BUDGET_EXCEEDED";
    case core::errc::upstream_failed:        return "LLM_PROVIDER_ERROR";
    case core::errc::unavailable:            return "SERVICE_UNAVAILABLE";
    case core::errc::timeout:                return "LLM_TIMEOUT";
    case core::errc::internal:               return "INTERNAL_ERROR";
    }
    return "INTERNAL_ERROR";
}

core::errc code_from_public(std::string_view code) {
    for (int i = 0; i <= static_cast<int>(core::errc::internal); ++i)
        if (code == public_code(static_cast<core::errc>(i))) return static_cast<core::errc>(i);
    return core::errc::internal;
}

}  // namespace turn
