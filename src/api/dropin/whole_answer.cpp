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

answer_block seal_of(std::string_view data) {
    auto const fields = object_of(data);
    return {event_kind::sealed, text_of(fields, "block"), text_of(fields, "provider")};
}

void whole_answer::add(store::turn_event const& event) {
    switch (event.kind) {
    case event_kind::token:
        pieces_.push_back({event.sequence, event.kind, text_.size(), thinking_.size()});
        text_ += event.data;
        return;
    case event_kind::thinking:
        pieces_.push_back({event.sequence, event.kind, text_.size(), thinking_.size()});
        thinking_ += event.data;
        return;
    case event_kind::sealed:
        pieces_.push_back({event.sequence, event.kind, text_.size(), thinking_.size(), event.data});
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
    case event_kind::error:    return read_failure(event.data);
    default:                   return;
    }
}

std::vector<answer_block> whole_answer::blocks() const {
    std::vector<answer_block> out;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
        auto const& piece = pieces_[i];
        if (piece.kind == event_kind::sealed) {
            out.push_back(seal_of(piece.seal));
            continue;
        }
        if (out.empty() || out.back().kind != piece.kind) out.push_back({.kind = piece.kind});
        bool const text = piece.kind == event_kind::token;
        auto const& all = text ? text_ : thinking_;
        auto const begin = text ? piece.text_begin : piece.thinking_begin;
        auto end = all.size();
        if (i + 1 < pieces_.size()) end = text ? pieces_[i + 1].text_begin : pieces_[i + 1].thinking_begin;
        out.back().text.append(all, begin, end - begin);
    }
    return out;
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

void whole_answer::read_failure(std::string_view data) {
    auto const fields = object_of(data);
    core::error out{turn::code_from_public(text_of(fields, "code")), text_of(fields, "message")};
    if (fields.contains("retry_after")) out.retry_after_s = static_cast<int>(count_of(fields, "retry_after"));
    auto const* limit = fields.if_contains("limit");
    if (limit && limit->is_number()) out.limit = limit->to_number<double>();
    auto const* retryable = fields.if_contains("retryable");
    out.retryable = retryable && retryable->is_bool() && retryable->get_bool();
    fail(std::move(out));
}

void whole_answer::fail(core::error why) {
    why_ = llm::finish_reason::error;
    failure_ = std::move(why);
}

}  // namespace api
