#include "api/anthropic/message_view.hpp"

#include "api/anthropic/errors.hpp"
#include "core/json_write.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace api::anthropic {

namespace json = boost::json;
using store::event_kind;

namespace {

char const* stop_reason(llm::finish_reason why) {
    switch (why) {
    case llm::finish_reason::length:         return "max_tokens";
    case llm::finish_reason::tool_call:      return "tool_use";
    case llm::finish_reason::content_filter: return "refusal";
    case llm::finish_reason::stop:
    case llm::finish_reason::cancelled:
    case llm::finish_reason::error:          return "end_turn";
    }
    return "end_turn";
}

// What came from a cache is counted apart there.
json::object usage_object(core::usage const& tokens) {
    return {{"input_tokens", std::max<std::int64_t>(tokens.prompt_tokens - tokens.cached_tokens, 0)},
            {"cache_creation_input_tokens", 0},
            {"cache_read_input_tokens", tokens.cached_tokens},
            {"output_tokens", tokens.completion_tokens}};
}

json::object message_object(answer_facts const& facts, std::string_view model, json::array content) {
    json::object out{{"id", facts.id}, {"type", "message"}, {"role", "assistant"}, {"model", model}};
    out["content"] = std::move(content);
    out["stop_reason"] = nullptr;
    out["stop_sequence"] = nullptr;
    return out;
}

json::value input_of(llm::tool_call const& call) {
    boost::system::error_code failed;
    auto out = json::parse(call.arguments, failed);
    return !failed && out.is_object() ? out : json::value(json::object());
}

// A seal, where it is one of Anthropic's: no other is theirs to read.
json::object sealed_block(answer_block const& seal) {
    boost::system::error_code failed;
    auto out = seal.provider == "anthropic" ? json::parse(seal.text, failed) : json::value();
    return !failed && out.is_object() ? std::move(out.get_object()) : json::object();
}

json::array content_of(whole_answer const& answer) {
    json::array out;
    for (auto const& block : answer.blocks()) {
        if (block.kind == event_kind::token) {
            out.push_back(json::object{{"type", "text"}, {"text", block.text}, {"citations", nullptr}});
        } else if (block.kind == event_kind::thinking) {
            out.push_back(json::object{{"type", "thinking"}, {"thinking", block.text}, {"signature", ""}});
        } else if (auto whole = sealed_block(block); !whole.empty()) {
            bool const seals = !out.empty() && whole["type"] == "thinking" && out.back().at("type") == "thinking";
            if (seals) out.back() = std::move(whole);
            else out.push_back(std::move(whole));
        }
    }
    return out;
}

void add_event(std::string& out, std::string_view name, std::string_view data) {
    net::append_event(out, {}, name, data);
}

}  // namespace

std::string message_body(answer_facts const& facts, whole_answer const& answer) {
    auto content = content_of(answer);
    if (answer.text().empty() && answer.calls().empty())
        content.push_back(json::object{{"type", "text"}, {"text", ""}, {"citations", nullptr}});
    for (auto const& call : answer.calls())
        content.push_back(json::object{
            {"type", "tool_use"}, {"id", call.id}, {"name", call.name}, {"input", input_of(call)}});
    auto out = message_object(facts, facts.name_of(answer.model()), std::move(content));
    out["stop_reason"] = stop_reason(answer.why());
    out["usage"] = usage_object(answer.tokens());
    return json::serialize(out);
}

message_encoder::message_encoder(answer_facts facts, std::string request_id)
    : facts_(std::move(facts)), request_id_(std::move(request_id)) {}

void message_encoder::add(std::string& out, store::turn_event const& event) {
    if (ended_ || event.kind == event_kind::start) return;
    if (event.kind == event_kind::status) return facts_.heed(event);
    begin(out);
    switch (event.kind) {
    case event_kind::token:     text_shown_ = true; return add_piece(out, block::text, event.data);
    case event_kind::thinking:  return add_piece(out, block::thinking, event.data);
    case event_kind::sealed:    return add_seal(out, seal_of(event.data));
    case event_kind::tool_call: return add_call(out, tool_call_of(event));
    case event_kind::usage:     return ending_.add(event);
    case event_kind::continued: return close(out);
    case event_kind::restarted: return text_shown_ ? fail(out, begun_anew()) : close(out);
    case event_kind::complete:  ending_.add(event); return end(out);
    case event_kind::error:     ending_.add(event); return fail(out, *ending_.failure());
    default:                    return;
    }
}

void message_encoder::add_sign_of_life(std::string& out) {
    begin(out);
    add_event(out, "ping", R"({"type":"ping"})");
}

// Only once it must: until then another model may have been asked, and it names who answers.
void message_encoder::begin(std::string& out) {
    if (std::exchange(begun_, true)) return;
    auto message = message_object(facts_, facts_.model, {});
    message["usage"] = usage_object({});   // what it is, is known at the end
    add_event(out, "message_start",
              json::serialize(json::object{{"type", "message_start"}, {"message", std::move(message)}}));
}

void message_encoder::add_piece(std::string& out, block of, std::string_view text) {
    if (open_ != of) open(out, of);
    auto data = fmt::format(R"({{"type":"content_block_delta","index":{},"delta":)", index_);
    data += of == block::text ? R"({"type":"text_delta","text":)" : R"({"type":"thinking_delta","thinking":)";
    core::append_json_string(data, text);
    data += "}}";
    add_event(out, "content_block_delta", data);
}

void message_encoder::add_seal(std::string& out, answer_block const& seal) {
    auto const whole = sealed_block(seal);
    if (whole.empty()) return;
    if (whole.at("type") == "thinking") {
        if (open_ != block::thinking) open(out, block::thinking);   // it was not told
        json::object const delta{{"type", "signature_delta"}, {"signature", whole.at("signature")}};
        add_event(out, "content_block_delta",
                  json::serialize(json::object{{"type", "content_block_delta"}, {"index", index_}, {"delta", delta}}));
        return close(out);
    }
    close(out);
    add_event(
        out, "content_block_start",
        json::serialize(json::object{{"type", "content_block_start"}, {"index", index_}, {"content_block", whole}}));
    add_event(out, "content_block_stop", fmt::format(R"({{"type":"content_block_stop","index":{}}})", index_++));
}

void message_encoder::open(std::string& out, block which) {
    close(out);
    open_ = which;
    auto const* empty =
        which == block::text ? R"({"type":"text","text":""})" : R"({"type":"thinking","thinking":"","signature":""})";
    add_event(out, "content_block_start",
              fmt::format(R"({{"type":"content_block_start","index":{},"content_block":{}}})", index_, empty));
}

void message_encoder::close(std::string& out) {
    if (open_ == block::none) return;
    add_event(out, "content_block_stop", fmt::format(R"({{"type":"content_block_stop","index":{}}})", index_++));
    open_ = block::none;
}

void message_encoder::add_call(std::string& out, llm::tool_call const& call) {
    close(out);
    json::object const block{{"type", "tool_use"}, {"id", call.id}, {"name", call.name}, {"input", json::object()}};
    add_event(
        out, "content_block_start",
        json::serialize(json::object{{"type", "content_block_start"}, {"index", index_}, {"content_block", block}}));
    json::object const delta{{"type", "input_json_delta"}, {"partial_json", json::serialize(input_of(call))}};
    add_event(out, "content_block_delta",
              json::serialize(json::object{{"type", "content_block_delta"}, {"index", index_}, {"delta", delta}}));
    add_event(out, "content_block_stop", fmt::format(R"({{"type":"content_block_stop","index":{}}})", index_++));
}

void message_encoder::end(std::string& out) {
    ended_ = true;
    close(out);
    json::object const delta{{"stop_reason", stop_reason(ending_.why())}, {"stop_sequence", nullptr}};
    add_event(out, "message_delta",
              json::serialize(json::object{
                  {"type", "message_delta"}, {"delta", delta}, {"usage", usage_object(ending_.tokens())}}));
    add_event(out, "message_stop", R"({"type":"message_stop"})");
}

void message_encoder::fail(std::string& out, core::error const& what) {
    ended_ = true;
    add_event(out, "error", error_body(what, request_id_));
}

}  // namespace api::anthropic
