#include "api/dropin/whole_answer.hpp"

#include "turn/payloads.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

namespace api {

namespace json = boost::json;
using store::event_kind;

namespace {

json::object object_of(std::string_view data) {
    boost::system::error_code failed;
    auto parsed = json::parse(data, failed);
    return !failed && parsed.is_object() ? std::move(parsed.get_object()) : json::object();
}

std::string text_of(json::object const& from, std::string_view name) {
    auto const* found = from.if_contains(name);
    auto const* text = found ? found->if_string() : nullptr;
    return text ? std::string(text->data(), text->size()) : std::string();
}

std::int64_t count_of(json::object const& from, std::string_view name) {
    auto const* found = from.if_contains(name);
    return found && found->is_int64() ? found->get_int64() : 0;
}

}  // namespace

llm::tool_call tool_call_of(store::turn_event const& event) {
    auto const fields = object_of(event.data);
    return {text_of(fields, "id"), text_of(fields, "name"), text_of(fields, "arguments")};
}

void whole_answer::add(store::turn_event const& event) {
    switch (event.kind) {
    case event_kind::token:
        pieces_.push_back({event.sequence, text_.size(), thinking_.size()});
        text_ += event.data;
        return;
    case event_kind::thinking:
        pieces_.push_back({event.sequence, text_.size(), thinking_.size()});
        thinking_ += event.data;
        return;
    case event_kind::tool_call: calls_.push_back(tool_call_of(event)); return;
    case event_kind::restarted: return take_back(turn::truncate_to(event.data));
    case event_kind::usage:     {
        auto const fields = object_of(event.data);
        tokens_ = {.prompt_tokens = count_of(fields, "prompt"),
                   .completion_tokens = count_of(fields, "completion"),
                   .cached_tokens = count_of(fields, "cached")};
        return;
    }
    case event_kind::complete: return finish(event.data);
    case event_kind::error:    return fail(event.data);
    default:                   return;
    }
}

void whole_answer::take_back(std::uint64_t after) {
    while (!pieces_.empty() && pieces_.back().sequence > after) {
        text_.resize(pieces_.back().text_begin);
        thinking_.resize(pieces_.back().thinking_begin);
        pieces_.pop_back();
    }
}

void whole_answer::finish(std::string_view data) {
    auto const fields = object_of(data);
    why_ = llm::finish_reason_from(text_of(fields, "finish_reason")).value_or(llm::finish_reason::stop);
    model_ = text_of(fields, "provider") + "/" + text_of(fields, "model");
}

void whole_answer::fail(std::string_view data) {
    auto const fields = object_of(data);
    core::error out{turn::code_from_public(text_of(fields, "code")), text_of(fields, "message")};
    if (fields.contains("retry_after")) out.retry_after_s = static_cast<int>(count_of(fields, "retry_after"));
    auto const* limit = fields.if_contains("limit");
    if (limit && limit->is_number()) out.limit = limit->to_number<double>();
    auto const* retryable = fields.if_contains("retryable");
    out.retryable = retryable && retryable->is_bool() && retryable->get_bool();
    why_ = llm::finish_reason::error;
    failure_ = std::move(out);
}

}  // namespace api
