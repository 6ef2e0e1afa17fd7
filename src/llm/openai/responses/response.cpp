#include "llm/openai/responses/response.hpp"

#include "core/unicode.hpp"
#include "llm/openai/responses/replay.hpp"
#include "llm/wire/failure.hpp"
#include "llm/wire/json_fields.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <utility>

namespace llm {
namespace {

namespace json = boost::json;

constexpr std::size_t items_max = 1024;
constexpr int calls_max = 128;
constexpr std::size_t id_bytes_max = 256;

std::string valid(std::string text) { return core::valid_utf8(text) ? std::move(text) : core::to_valid_utf8(text); }

usage_delta read_usage(json::object const& usage) {
    usage_delta out;
    out.tokens.prompt_tokens = count_in(usage, "input_tokens");
    out.tokens.completion_tokens = count_in(usage, "output_tokens");   // thoughts are among them
    if (auto const* details = object_in(usage, "input_tokens_details"))
        out.tokens.cached_tokens = count_in(*details, "cached_tokens");
    return out;
}

// Its summary, where there is one, else the thoughts themselves.
std::string thoughts_of(json::object const& item) {
    std::string out;
    for (auto const* name : {"summary", "content"}) {
        auto const* parts = array_in(item, name);
        if (!parts) continue;
        for (auto const& part : *parts)
            if (auto const* fields = part.if_object()) {
                if (!out.empty()) out += "\n\n";
                out += string_in(*fields, "text");
            }
        if (!out.empty()) break;
    }
    return out;
}

bool is_sealed(json::object const& item) { return !string_in(item, "encrypted_content").empty(); }

}  // namespace

bool responses_reader::reads(std::string_view event_name) const {
    return event_name.starts_with("response.") || answer_reader::reads(event_name);
}

core::result<void> responses_reader::take(json::object const& event, std::vector<delta>& out) {
    if (is_seen(event)) return {};
    auto taken = take_event(event, out);
    if (!taken) id_.clear();
    return taken;
}

bool responses_reader::is_seen(json::object const& event) {
    auto const* number = event.if_contains("sequence_number");
    if (!number || !number->is_int64()) return false;
    if (number->get_int64() <= seen_) return true;
    last_ = std::max(last_, number->get_int64());
    return false;
}

core::result<void> responses_reader::take_event(json::object const& event, std::vector<delta>& out) {
    auto const type = string_in(event, "type");
    if (auto const* error = event.if_contains("error"); error && !error->is_null()) return refusal(*error);
    if (type == "error") return refusal(json::value(event));
    auto const index = static_cast<int>(count_in(event, "output_index"));
    auto const* response = object_in(event, "response");
    if (kept_ && id_.empty() && response) {
        id_ = string_in(*response, "id");
        if (id_.size() > id_bytes_max || !core::valid_utf8(id_)) id_.clear();
        if (!id_.empty()) out.push_back(kept_delta{id_});
    }
    if (type.ends_with(".delta")) {
        take_piece(type, event, out);
    } else if (type == "response.output_item.added") {
        auto const* item = object_in(event, "item");
        if (auto* of = at(index); of && item && string_in(*item, "type") == "function_call")
            begin_call(*of, *item, out);
    } else if (type == "response.output_item.done") {
        if (auto const* item = object_in(event, "item")) end_item(index, *item, out);
    } else if (type == "response.completed" || type == "response.incomplete" || type == "response.failed") {
        return take_end(response ? *response : json::object(), out);
    } else if (type.empty() && string_in(event, "object") == "response") {   // a whole one
        return take_end(event, out);
    }
    return {};
}

void responses_reader::take_piece(std::string_view type, json::object const& event, std::vector<delta>& out) {
    auto* of = at(static_cast<int>(count_in(event, "output_index")));
    if (!of || !of->whole.empty()) return;
    if (type == "response.output_text.delta" || type == "response.refusal.delta") {
        auto text = string_in(event, "delta");
        of->told += text.size();
        say(std::move(text), out);
    } else if (type == "response.reasoning_summary_text.delta" || type == "response.reasoning_text.delta") {
        take_thought(event, *of, out);
    } else if (type == "response.function_call_arguments.delta" && of->call >= 0) {
        auto text = valid(string_in(event, "delta"));
        if (text.empty()) return;
        of->told += text.size();
        out.push_back(tool_call_delta{.index = of->call, .arguments = std::move(text)});
    }
}

// Thoughts come in parts, each a paragraph.
void responses_reader::take_thought(json::object const& event, item& of, std::vector<delta>& out) {
    auto const part =
        static_cast<int>(count_in(event, event.contains("summary_index") ? "summary_index" : "content_index"));
    auto text = string_in(event, "delta");
    if (text.empty()) return;
    of.told += text.size();
    bool const first = thinker_ < 0;
    bool const same = thinker_ == of.index && thought_ == part;
    if (!first && !same) text.insert(0, "\n\n");
    thinker_ = of.index;
    thought_ = part;
    think(std::move(text), out);
}

void responses_reader::begin_call(item& of, json::object const& call, std::vector<delta>& out) {
    if (of.call >= 0 || calls_ == calls_max) return;
    of.call = calls_++;
    auto id = valid(string_in(call, "call_id"));
    if (id.empty()) id = "call_" + std::to_string(calls_);
    out.push_back(tool_call_delta{.index = of.call, .id = std::move(id), .name = valid(string_in(call, "name"))});
}

void responses_reader::end_item(int index, json::object const& whole, std::vector<delta>& out) {
    auto* of = at(index);
    if (!of || !of->whole.empty() || whole.empty()) return;
    of->whole = json::object(whole, json::storage_ptr());
    auto const type = string_in(whole, "type");
    if (type == "function_call") {
        begin_call(*of, whole, out);
        auto arguments = valid(string_in(whole, "arguments"));
        if (arguments.empty()) arguments = "{}";
        if (of->call >= 0 && arguments.size() > of->told)
            out.push_back(tool_call_delta{.index = of->call, .arguments = valid(arguments.substr(of->told))});
    } else if (type == "message") {
        if (auto text = text_of_item(whole); text.size() > of->told) say(text.substr(of->told), out);
    } else if (of->told == 0 && type == "reasoning") {
        if (auto text = thoughts_of(whole); !text.empty()) {
            if (std::exchange(thinker_, index) >= 0) text.insert(0, "\n\n");
            think(std::move(text), out);
        }
    }
}

core::result<void> responses_reader::take_end(json::object const& response, std::vector<delta>& out) {
    auto const status = string_in(response, "status");
    auto const* error = response.if_contains("error");
    if (error && !error->is_null()) return refusal(*error);
    if (status == "failed" || status == "cancelled") return given_up(by_);
    if (status == "queued" || status == "in_progress") return cut(by_);
    if (auto const* output = array_in(response, "output")) {
        int index = 0;
        for (auto const& one : *output) {
            if (auto const* whole = one.if_object()) end_item(index, *whole, out);
            ++index;
        }
    }
    if (auto const* usage = object_in(response, "usage")) out.push_back(read_usage(*usage));
    if (status == "incomplete") {
        auto const* details = object_in(response, "incomplete_details");
        bool const filtered = details && string_in(*details, "reason") == "content_filter";
        finish(filtered ? finish_reason::content_filter : finish_reason::length);
    } else {
        finish(calls_ > 0 ? finish_reason::tool_call : finish_reason::stop);
    }
    mark_end();
    return {};
}

// Thoughts that are not sealed can't be sent back, nor can those that nothing follows.
void responses_reader::complete(std::vector<delta>& out) {
    std::ranges::sort(items_, {}, &item::index);
    json::array kept;
    std::size_t until = 0;
    for (auto const& one : items_) {
        if (one.whole.empty()) continue;
        bool const thought = string_in(one.whole, "type") == "reasoning";
        if (thought && !is_sealed(one.whole)) continue;
        kept.push_back(one.whole);
        if (!thought) until = kept.size();
    }
    kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(until), kept.end());
    bool const sealed = std::ranges::any_of(kept, [](auto const& one) { return is_sealed(one.get_object()); });
    if (sealed) out.push_back(replay_delta{{by_.name, valid(json::serialize(kept))}});
}

// The item of that number; null where there are too many.
responses_reader::item* responses_reader::at(int index) {
    // The one that is written to is mostly the last.
    auto const found =
        std::find_if(items_.rbegin(), items_.rend(), [&](auto const& one) { return one.index == index; });
    if (found != items_.rend()) return &*found;
    if (items_.size() == items_max) return nullptr;
    return &items_.emplace_back(item{.index = index});
}

}  // namespace llm
