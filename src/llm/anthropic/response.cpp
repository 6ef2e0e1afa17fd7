#include "llm/anthropic/response.hpp"

#include "core/unicode.hpp"
#include "llm/wire/json_fields.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <utility>

namespace llm {
namespace {

namespace json = boost::json;

constexpr std::size_t blocks_max = 1024;

finish_reason read_finish(std::string_view word) {
    if (word == "max_tokens" || word == "model_context_window_exceeded") return finish_reason::length;
    if (word == "pause_turn") return finish_reason::length;   // it would go on if asked to
    if (word == "tool_use") return finish_reason::tool_call;
    if (word == "refusal") return finish_reason::content_filter;
    return finish_reason::stop;
}

// A text block's citations point to what was searched for; an answer that goes back to the model does without.
bool must_be_replayed(anthropic_block const& block) { return block.type != "text" && block.type != "tool_use"; }

std::string valid(std::string text) { return core::valid_utf8(text) ? std::move(text) : core::to_valid_utf8(text); }

}  // namespace

bool anthropic_response::reads(std::string_view event_name) const {
    return event_name.starts_with("message") || event_name.starts_with("content_block") || event_name == "error";
}

core::result<void> anthropic_response::take(json::object const& event, std::vector<delta>& out) {
    auto const type = string_in(event, "type");
    if (auto const* error = event.if_contains("error"); error && !error->is_null()) return refusal(*error);
    auto const index = static_cast<int>(count_in(event, "index"));
    if (type == "message") {   // a whole one
        take_message(event, out);
    } else if (type == "message_start") {
        if (auto const* message = object_in(event, "message")) take_message(*message, out);
    } else if (type == "content_block_start") {
        if (auto const* block = object_in(event, "content_block")) begin_block(index, *block, out);
    } else if (type == "content_block_delta") {
        if (auto const* piece = object_in(event, "delta")) take_piece(index, *piece, out);
    } else if (type == "content_block_stop") {
        end_block(index, out);
    } else if (type == "message_delta") {
        if (auto const* change = object_in(event, "delta"))
            if (auto const why = string_in(*change, "stop_reason"); !why.empty()) finish(read_finish(why));
        if (auto const* usage = object_in(event, "usage")) take_usage(*usage, out);
    } else if (type == "message_stop") {
        mark_end();
    }
    return {};
}

void anthropic_response::take_message(json::object const& message, std::vector<delta>& out) {
    if (auto const* content = array_in(message, "content")) {
        int index = 0;
        for (auto const& block : *content) {
            if (auto const* fields = block.if_object()) begin_block(index, *fields, out);
            end_block(index++, out);
        }
    }
    if (auto const why = string_in(message, "stop_reason"); !why.empty()) finish(read_finish(why));
    if (auto const* usage = object_in(message, "usage")) take_usage(*usage, out);
}

// Counts are cumulative, and later events may leave out what an earlier one told. Tokens that were read from the cache
// or written to it are not among the input's.
void anthropic_response::take_usage(json::object const& usage, std::vector<delta>& out) {
    auto const cached = count_in(usage, "cache_read_input_tokens");
    auto const prompt = count_in(usage, "input_tokens") + cached + count_in(usage, "cache_creation_input_tokens");
    if (prompt > 0) {
        tokens_.prompt_tokens = prompt;
        tokens_.cached_tokens = cached;
    }
    tokens_.completion_tokens = std::max(tokens_.completion_tokens, count_in(usage, "output_tokens"));
    out.push_back(usage_delta{tokens_});
}

void anthropic_response::begin_block(int index, json::object const& block, std::vector<delta>& out) {
    if (find(index) || blocks_.size() == blocks_max) return;
    auto& begun = blocks_.emplace_back(anthropic_block{
        .index = index, .type = string_in(block, "type"), .start = json::object(block, json::storage_ptr())});
    begun.signature = string_in(block, "signature");
    if (begun.type == "text") {
        begun.text = string_in(block, "text");
        say_text(begun.text, out);
    } else if (begun.type == "thinking") {
        begun.text = string_in(block, "thinking");
        think(begun.text, out);
    } else if (begun.type == "tool_use") {
        begun.call = calls_++;
        auto id = valid(string_in(block, "id"));
        if (id.empty()) id = "call_" + std::to_string(calls_);
        out.push_back(tool_call_delta{
            .index = begun.call, .id = std::move(id), .name = valid(string_in(block, "name"))});
        if (auto const* input = object_in(block, "input"); input && !input->empty())
            begun.text = json::serialize(*input);
        if (!begun.text.empty()) out.push_back(tool_call_delta{.index = begun.call, .arguments = begun.text});
    }
}

void anthropic_response::take_piece(int index, json::object const& piece, std::vector<delta>& out) {
    auto* block = find(index);
    if (!block || block->ended) return;
    auto const type = string_in(piece, "type");
    if (type == "text_delta" && block->type == "text") {
        auto text = string_in(piece, "text");
        block->text += text;
        say_text(std::move(text), out);
    } else if (type == "thinking_delta" && block->type == "thinking") {
        auto text = string_in(piece, "thinking");
        block->text += text;
        think(std::move(text), out);
    } else if (type == "signature_delta") {
        block->signature += string_in(piece, "signature");
    } else if (type == "input_json_delta") {
        auto text = valid(string_in(piece, "partial_json"));
        block->text += text;
        if (block->call >= 0 && !text.empty())
            out.push_back(tool_call_delta{.index = block->call, .arguments = std::move(text)});
    }
}

void anthropic_response::end_block(int index, std::vector<delta>& out) {
    auto* block = find(index);
    if (!block || std::exchange(block->ended, true)) return;
    if (block->call >= 0 && block->text.empty())   // a call without arguments has an empty object of them
        out.push_back(tool_call_delta{.index = block->call, .arguments = "{}"});
    bool const thoughts = block->type == "thinking" && !block->signature.empty();
    if (thoughts || block->type == "redacted_thinking")
        out.push_back(sealed_delta{{by_.name, valid(json::serialize(whole_block(*block)))}});
}

void anthropic_response::say_text(std::string text, std::vector<delta>& out) {
    std::size_t same = 0;
    while (same < owed_.size() && same < text.size() && owed_[same] == text[same]) ++same;
    text.erase(0, same);
    if (text.empty()) owed_.erase(0, same);
    else owed_.clear();
    say(std::move(text), out);
}

void anthropic_response::complete(std::vector<delta>& out) {
    if (std::ranges::none_of(blocks_, must_be_replayed)) return;
    json::array kept;
    for (auto const& block : blocks_) kept.push_back(whole_block(block));
    out.push_back(replay_delta{{by_.name, valid(json::serialize(kept))}});
}

anthropic_block* anthropic_response::find(int index) {
    // The one that is written to is mostly the last.
    auto const found =
        std::find_if(blocks_.rbegin(), blocks_.rend(), [&](auto const& one) { return one.index == index; });
    return found == blocks_.rend() ? nullptr : &*found;
}

}  // namespace llm
