#include "api/aisdk/ui_stream.hpp"

#include "core/json_write.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <utility>

namespace api::aisdk {

namespace json = boost::json;
using store::event_kind;

namespace {

char const* finish_name(llm::finish_reason why) {
    switch (why) {
    case llm::finish_reason::stop:           return "stop";
    case llm::finish_reason::length:         return "length";
    case llm::finish_reason::tool_call:      return "tool-calls";
    case llm::finish_reason::content_filter: return "content-filter";
    case llm::finish_reason::error:          return "error";
    case llm::finish_reason::cancelled:      return "other";
    }
    return "other";
}

void add_chunk(std::string& out, json::object const& chunk) { out += "data: " + json::serialize(chunk) + "\n\n"; }

}  // namespace

net::headers ui_stream_fields() {
    return {{"X-Vercel-AI-UI-Message-Stream", "v1"}, {"Cache-Control", "no-cache, no-transform"}};
}

void ui_encoder::add(std::string& out, store::turn_event const& event) {
    if (ended_) return;
    switch (event.kind) {
    case event_kind::start:
        add_chunk(out, {{"type", "start"}, {"messageId", message_id_}});
        return add_chunk(out, {{"type", "start-step"}});
    case event_kind::token:     text_shown_ = true; return add_piece(out, part::text, event.data);
    case event_kind::thinking:  return add_piece(out, part::reasoning, event.data);
    case event_kind::tool_call: return add_call(out, tool_call_of(event));
    case event_kind::usage:     return ending_.add(event);
    case event_kind::restarted:
        close(out);
        if (std::exchange(text_shown_, false)) add_chunk(out, {{"type", begun_anew}, {"data", json::object()}});
        return;
    case event_kind::complete:
    case event_kind::error:    ending_.add(event); return end(out);
    default:                   return;
    }
}

void ui_encoder::add_piece(std::string& out, part of, std::string_view text) {
    auto const* name = of == part::text ? "text" : "reasoning";
    if (open_ != of) {
        close(out);
        open_ = of;
        ++parts_;
        out += fmt::format(R"(data: {{"type":"{}-start","id":"{}"}})", name, parts_) + "\n\n";
    }
    out += fmt::format(R"(data: {{"type":"{}-delta","id":"{}","delta":)", name, parts_);
    core::append_json_string(out, text);
    out += "}\n\n";
}

void ui_encoder::close(std::string& out) {
    if (open_ == part::none) return;
    auto const* name = open_ == part::text ? "text" : "reasoning";
    out += fmt::format(R"(data: {{"type":"{}-end","id":"{}"}})", name, parts_) + "\n\n";
    open_ = part::none;
}

void ui_encoder::add_call(std::string& out, llm::tool_call const& call) {
    close(out);
    boost::system::error_code failed;
    auto input = json::parse(call.arguments, failed);
    if (failed) input = json::object();
    add_chunk(out, {{"type", "tool-input-start"}, {"toolCallId", call.id}, {"toolName", call.name}});
    add_chunk(out, {{"type", "tool-input-delta"}, {"toolCallId", call.id}, {"inputTextDelta", call.arguments}});
    add_chunk(out, {{"type", "tool-input-available"},
                    {"toolCallId", call.id},
                    {"toolName", call.name},
                    {"input", std::move(input)}});
}

void ui_encoder::end(std::string& out) {
    ended_ = true;
    close(out);
    if (auto const& failure = ending_.failure()) {
        add_chunk(out, {{"type", "error"}, {"errorText", failure->message}});
    } else if (ending_.why() == llm::finish_reason::cancelled) {
        add_chunk(out, {{"type", "abort"}});
    } else {
        add_chunk(out, {{"type", "finish-step"}});
        auto const& tokens = ending_.tokens();
        json::object const usage{{"inputTokens", tokens.prompt_tokens},
                                 {"outputTokens", tokens.completion_tokens},
                                 {"totalTokens", tokens.total()}};
        add_chunk(out, {{"type", "finish"},
                        {"finishReason", finish_name(ending_.why())},
                        {"messageMetadata", {{"model", ending_.model()}, {"usage", usage}}}});
    }
    out += "data: [DONE]\n\n";
}

}  // namespace api::aisdk
