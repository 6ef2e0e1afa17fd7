#include "api/openai/chat_view.hpp"

#include "api/openai/errors.hpp"
#include "core/json_write.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <iterator>
#include <utility>

namespace api::openai {

namespace json = boost::json;
using store::event_kind;

namespace {

json::object call_object(llm::tool_call const& call) {
    return {{"id", call.id}, {"type", "function"}, {"function", {{"name", call.name}, {"arguments", call.arguments}}}};
}

std::string json_text(std::string_view text) {
    std::string out;
    core::append_json_string(out, text);
    return out;
}

}  // namespace

char const* finish_name(llm::finish_reason why) {
    switch (why) {
    case llm::finish_reason::length:         return "length";
    case llm::finish_reason::tool_call:      return "tool_calls";
    case llm::finish_reason::content_filter: return "content_filter";
    case llm::finish_reason::stop:
    case llm::finish_reason::cancelled:
    case llm::finish_reason::error:          return "stop";
    }
    return "stop";
}

json::object usage_object(core::usage const& tokens) {
    return {{"prompt_tokens", tokens.prompt_tokens},
            {"completion_tokens", tokens.completion_tokens},
            {"total_tokens", tokens.total()},
            {"prompt_tokens_details", {{"cached_tokens", tokens.cached_tokens}}}};
}

std::string chat_completion(answer_facts const& facts, whole_answer const& answer) {
    json::object message{{"role", "assistant"}, {"content", answer.text()}, {"refusal", nullptr}};
    if (answer.text().empty() && !answer.calls().empty()) message["content"] = nullptr;
    if (!answer.thinking().empty()) message["reasoning_content"] = answer.thinking();
    if (!answer.calls().empty()) {
        json::array calls;
        for (auto const& each : answer.calls()) calls.push_back(call_object(each));
        message["tool_calls"] = std::move(calls);
    }
    json::object choice{{"index", 0}, {"message", std::move(message)}, {"logprobs", nullptr}};
    choice["finish_reason"] = finish_name(answer.why());
    json::object out{{"id", facts.id}, {"object", "chat.completion"}, {"created", facts.created}};
    out["model"] = facts.name_of(answer.model());
    out["choices"] = json::array{std::move(choice)};
    out["usage"] = usage_object(answer.tokens());
    out["system_fingerprint"] = nullptr;
    return json::serialize(out);
}

chat_encoder::chat_encoder(answer_facts facts, bool include_usage)
    : facts_(std::move(facts)), include_usage_(include_usage) {}

void chat_encoder::add(std::string& out, store::turn_event const& event) {
    if (ended_) return;
    switch (event.kind) {
    case event_kind::start: return add_chunk(out, R"({"role":"assistant","content":""})");
    case event_kind::token: text_shown_ = true; return add_chunk(out, R"({"content":)" + json_text(event.data) + "}");
    case event_kind::thinking:
        thought_ = true;
        return add_chunk(out, R"({"reasoning_content":)" + json_text(event.data) + "}");
    case event_kind::tool_call: return add_call(out, tool_call_of(event));
    case event_kind::usage:     return ending_.add(event);
    case event_kind::status:    return facts_.heed(event);
    case event_kind::restarted:
        if (text_shown_) return add_error(out, begun_anew());
        if (std::exchange(thought_, false)) add_chunk(out, R"({"reasoning_content":"\n\n"})");   // others follow
        return;
    case event_kind::complete: ending_.add(event); return add_end(out);
    case event_kind::error:    ending_.add(event); return add_error(out, *ending_.failure());
    default:                   return;
    }
}

void chat_encoder::add_chunk(std::string& out, std::string_view delta, std::string_view finish) {
    auto const finished = finish.empty() ? std::string("null") : json_text(finish);
    auto to = std::back_inserter(out);
    fmt::format_to(to, R"(data: {{"id":"{}","object":"chat.completion.chunk","created":{},"model":{},)", facts_.id,
                   facts_.created, json_text(facts_.model));
    fmt::format_to(to, R"("choices":[{{"index":0,"delta":{},"logprobs":null,"finish_reason":{}}}]{}}})", delta,
                   finished, include_usage_ ? R"(,"usage":null)" : "");
    out += "\n\n";
}

void chat_encoder::add_call(std::string& out, llm::tool_call const& call) {
    auto fields = call_object(call);
    fields["index"] = calls_++;
    add_chunk(out, json::serialize(json::object{{"tool_calls", json::array{std::move(fields)}}}));
}

void chat_encoder::add_end(std::string& out) {
    ended_ = true;
    facts_.model = facts_.name_of(ending_.model());
    add_chunk(out, "{}", finish_name(ending_.why()));
    if (include_usage_) {
        json::object usage{{"id", facts_.id},
                           {"object", "chat.completion.chunk"},
                           {"created", facts_.created},
                           {"model", facts_.model},
                           {"choices", json::array()}};
        usage["usage"] = usage_object(ending_.tokens());
        out += "data: " + json::serialize(usage) + "\n\n";
    }
    out += "data: [DONE]\n\n";
}

void chat_encoder::add_error(std::string& out, core::error const& what) {
    ended_ = true;
    out += "data: " + error_body(what) + "\n\n";
}

}  // namespace api::openai
