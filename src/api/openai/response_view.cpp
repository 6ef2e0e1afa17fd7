#include "api/openai/response_view.hpp"

#include "api/openai/errors.hpp"
#include "core/json_write.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace api::openai {

namespace json = boost::json;
using store::event_kind;

namespace {

json::object text_part(std::string_view text) {
    return {{"type", "output_text"}, {"text", text}, {"annotations", json::array()}, {"logprobs", json::array()}};
}

json::object message_item(std::string_view id, std::string_view status, json::array content) {
    json::object out{{"id", id}, {"type", "message"}, {"status", status}, {"role", "assistant"}};
    out["content"] = std::move(content);
    return out;
}

// Thinking is shown as a summary: what it is word for word, is the provider's.
json::object thinking_item(std::string_view id, json::array summary) {
    json::object out{{"id", id}, {"type", "reasoning"}};
    out["summary"] = std::move(summary);
    return out;
}

json::object summary_part(std::string_view text) { return {{"type", "summary_text"}, {"text", text}}; }

json::object call_item(std::string_view id, llm::tool_call const& call, std::string_view status) {
    return {{"id", id},           {"type", "function_call"}, {"status", status},
            {"call_id", call.id}, {"name", call.name},       {"arguments", call.arguments}};
}

json::value usage_value(core::usage const& tokens) {
    return json::object{{"input_tokens", tokens.prompt_tokens},
                        {"input_tokens_details", {{"cached_tokens", tokens.cached_tokens}}},
                        {"output_tokens", tokens.completion_tokens},
                        {"output_tokens_details", {{"reasoning_tokens", 0}}},
                        {"total_tokens", tokens.total()}};
}

// Everything but what comes of it.
json::object response_object(response_facts const& facts, std::string_view status, std::string_view model) {
    json::object out(facts.asked);
    out["id"] = facts.answer.id;
    out["object"] = "response";
    out["created_at"] = facts.answer.created;
    out["status"] = status;
    out["model"] = model;
    out["error"] = nullptr;
    out["incomplete_details"] = nullptr;
    out["output"] = json::array();
    out["usage"] = nullptr;
    return out;
}

// What an answer that ended makes of its response.
json::object ended_response(response_facts const& facts, whole_answer const& answer, json::array output) {
    bool const cut = answer.why() == llm::finish_reason::length || answer.why() == llm::finish_reason::content_filter;
    auto const* status = answer.failure()                                ? "failed"
                         : answer.why() == llm::finish_reason::cancelled ? "cancelled"
                         : cut                                           ? "incomplete"
                                                                         : "completed";
    auto out =
        response_object(facts, status, answer.failure() ? facts.answer.model : facts.answer.name_of(answer.model()));
    out["output"] = std::move(output);
    out["usage"] = usage_value(answer.tokens());
    if (cut)
        out["incomplete_details"] = json::object{
            {"reason", answer.why() == llm::finish_reason::length ? "max_output_tokens" : "content_filter"}};
    if (auto const& why = answer.failure())
        out["error"] =
            json::object{{"code", why->code == core::errc::rate_limited ? "rate_limit_exceeded" : "server_error"},
                         {"message", why->message}};
    return out;
}

}  // namespace

std::string response_body(response_facts const& facts, whole_answer const& answer) {
    auto const& id = facts.answer.id;
    json::array output;
    if (!answer.thinking().empty()) output.push_back(thinking_item("rs_" + id, {summary_part(answer.thinking())}));
    if (!answer.text().empty() || answer.calls().empty())
        output.push_back(message_item("msg_" + id, "completed", {text_part(answer.text())}));
    for (auto const& call : answer.calls()) output.push_back(call_item("fc_" + call.id, call, "completed"));
    return json::serialize(ended_response(facts, answer, std::move(output)));
}

void response_encoder::add(std::string& out, store::turn_event const& event) {
    if (ended_) return;
    switch (event.kind) {
    case event_kind::start:     return begin(out);
    case event_kind::token:     text_shown_ = true; return emit_piece(out, item::text, event.data);
    case event_kind::thinking:  return emit_piece(out, item::thinking, event.data);
    case event_kind::tool_call: return add_call(out, tool_call_of(event));
    case event_kind::usage:     return answer_.add(event);
    case event_kind::restarted:
        if (!text_shown_) return close(out);   // only thoughts were cut: others follow
        answer_.fail(begun_anew());
        return end(out);
    case event_kind::complete:
    case event_kind::error:    answer_.add(event); return end(out);
    default:                   return;
    }
}

void response_encoder::emit(std::string& out, std::string_view name, json::object data) {
    data["type"] = name;
    data["sequence_number"] = sequence_;
    append(out, name, json::serialize(data));
}

void response_encoder::append(std::string& out, std::string_view name, std::string_view data) {
    if (sequence_++ > after_) net::append_event(out, {}, name, data);
}

std::string response_encoder::item_id(item which) const {
    return fmt::format("{}_{}_{}", which == item::text ? "msg" : "rs", facts_.answer.id, output_);
}

void response_encoder::begin(std::string& out) {
    auto const shown = response_object(facts_, "in_progress", facts_.answer.model);
    emit(out, "response.created", {{"response", shown}});
    emit(out, "response.in_progress", {{"response", shown}});
}

void response_encoder::emit_piece(std::string& out, item of, std::string_view text) {
    if (open_ != of) open(out, of);
    piece_ += text;
    auto const* name = of == item::text ? "response.output_text.delta" : "response.reasoning_summary_text.delta";
    auto data =
        fmt::format(R"({{"type":"{}","sequence_number":{},"item_id":"{}","output_index":{},"{}":0,"delta":)", name,
                    sequence_, item_id(of), output_, of == item::text ? "content_index" : "summary_index");
    core::append_json_string(data, text);
    data += of == item::text ? R"(,"logprobs":[]})" : "}";
    append(out, name, data);
}

void response_encoder::open(std::string& out, item which) {
    close(out);
    open_ = which;
    auto const id = item_id(which);
    bool const text = which == item::text;
    emit(out, "response.output_item.added",
         {{"output_index", output_},
          {"item", text ? message_item(id, "in_progress", {}) : thinking_item(id, json::array())}});
    json::object part{{"item_id", id}, {"output_index", output_}};
    part[text ? "content_index" : "summary_index"] = 0;
    part["part"] = text ? text_part("") : summary_part("");
    emit(out, text ? "response.content_part.added" : "response.reasoning_summary_part.added", std::move(part));
}

void response_encoder::close(std::string& out) {
    if (open_ == item::none) return;
    bool const text = open_ == item::text;
    auto const id = item_id(open_);
    json::object where{{"item_id", id}, {"output_index", output_}};
    where[text ? "content_index" : "summary_index"] = 0;
    auto said = where;
    said["text"] = piece_;
    if (text) said["logprobs"] = json::array();
    emit(out, text ? "response.output_text.done" : "response.reasoning_summary_text.done", std::move(said));
    auto part = where;
    part["part"] = text ? text_part(piece_) : summary_part(piece_);
    emit(out, text ? "response.content_part.done" : "response.reasoning_summary_part.done", std::move(part));
    items_.push_back(text ? message_item(id, "completed", {text_part(piece_)})
                          : thinking_item(id, {summary_part(piece_)}));
    emit(out, "response.output_item.done", {{"output_index", output_}, {"item", items_.back()}});
    open_ = item::none;
    piece_.clear();
    ++output_;
}

void response_encoder::add_call(std::string& out, llm::tool_call const& call) {
    close(out);
    auto const id = "fc_" + call.id;
    auto begun = call;
    begun.arguments.clear();
    emit(out, "response.output_item.added", {{"output_index", output_}, {"item", call_item(id, begun, "in_progress")}});
    emit(out, "response.function_call_arguments.delta",
         {{"item_id", id}, {"output_index", output_}, {"delta", call.arguments}});
    emit(out, "response.function_call_arguments.done",
         {{"item_id", id}, {"output_index", output_}, {"name", call.name}, {"arguments", call.arguments}});
    items_.push_back(call_item(id, call, "completed"));
    emit(out, "response.output_item.done", {{"output_index", output_}, {"item", items_.back()}});
    ++output_;
}

void response_encoder::end(std::string& out) {
    ended_ = true;
    close(out);
    auto response = ended_response(facts_, answer_, items_);
    auto const& status = response["status"].get_string();
    auto const* name = status == "failed"                                ? "response.failed"
                       : status == "incomplete" || status == "cancelled" ? "response.incomplete"
                                                                         : "response.completed";
    emit(out, name, {{"response", std::move(response)}});
}

}  // namespace api::openai
