#include "llm/gemini/response.hpp"

#include "core/unicode.hpp"
#include "llm/gemini/request.hpp"
#include "llm/wire/failure.hpp"
#include "llm/wire/json_fields.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace llm {
namespace {

namespace json = boost::json;

constexpr int calls_max = 128;
constexpr std::array<std::string_view, 10> filters{
    "SAFETY",      "RECITATION",         "LANGUAGE",     "BLOCKLIST",
    "SPII",        "PROHIBITED_CONTENT", "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT",
    "MODEL_ARMOR", "IMAGE_RECITATION"};

// Nothing for a reason that says that the model failed, or that is not known: then the answer may not be whole.
std::optional<finish_reason> read_finish(std::string_view word) {
    if (word == "STOP") return finish_reason::stop;
    if (word == "MAX_TOKENS") return finish_reason::length;
    if (std::ranges::find(filters, word) != filters.end()) return finish_reason::content_filter;
    return std::nullopt;
}

std::string valid(std::string text) { return core::valid_utf8(text) ? std::move(text) : core::to_valid_utf8(text); }

}  // namespace

core::result<void> gemini_response::take(json::object const& event, std::vector<delta>& out) {
    if (auto const* error = event.if_contains("error"); error && !error->is_null()) return refusal(*error);
    if (auto const* usage = object_in(event, "usageMetadata")) take_usage(*usage, out);
    if (auto const* feedback = object_in(event, "promptFeedback");
        feedback && !string_in(*feedback, "blockReason").empty())
        return filtered_prompt(by_);
    auto const* candidates = array_in(event, "candidates");
    if (!candidates) return {};
    for (auto const& one : *candidates)
        if (auto const* candidate = one.if_object(); candidate && count_in(*candidate, "index") == 0)
            if (auto taken = take_candidate(*candidate, out); !taken) return taken;
    return {};
}

core::result<void> gemini_response::take_candidate(json::object const& candidate, std::vector<delta>& out) {
    if (auto const* content = object_in(candidate, "content"))
        if (auto const* parts = array_in(*content, "parts"))
            for (auto const& part : *parts)
                if (auto const* fields = part.if_object()) take_part(*fields, out);
    auto const word = string_in(candidate, "finishReason");
    if (word.empty() || word == "FINISH_REASON_UNSPECIFIED") return {};
    auto const why = read_finish(word);
    if (!why) return given_up(by_);
    if (*why == finish_reason::stop) stopped_ = true;   // others may follow, and then count
    else finish(*why);
    return {};
}

void gemini_response::take_part(json::object const& part, std::vector<delta>& out) {
    auto text = string_in(part, "text");
    if (true_in(part, "thought")) return think(std::move(text), out);
    keep(part);
    say(std::move(text), out);
    if (auto const* call = object_in(part, "functionCall")) take_call(*call, out);
}

void gemini_response::take_call(json::object const& call, std::vector<delta>& out) {
    if (calls_ == calls_max) return;
    auto id = valid(string_in(call, "id"));
    if (id.empty()) id = std::string(gemini_call_prefix) + std::to_string(calls_ + 1);
    auto const* arguments = object_in(call, "args");
    out.push_back(tool_call_delta{.index = calls_++,
                                  .id = std::move(id),
                                  .name = valid(string_in(call, "name")),
                                  .arguments = arguments ? valid(json::serialize(*arguments)) : "{}"});
}

// Texts without a signature are joined: there is one for every few words. A signed part stays as it is.
void gemini_response::keep(json::object const& part) {
    auto const is_signed = part.contains("thoughtSignature");
    signed_ = signed_ || is_signed;
    auto const* text = part.if_contains("text");
    bool const plain = !is_signed && text && text->is_string() && part.size() == 1;
    auto* last = parts_.empty() ? nullptr : &parts_.back().get_object();
    if (plain && last && last->size() == 1 && last->contains("text") && last->at("text").is_string())
        last->at("text").get_string() += text->get_string();
    else parts_.emplace_back(json::object(part, json::storage_ptr()));
}

// Thoughts are counted apart from the answer, and paid for like it.
void gemini_response::take_usage(json::object const& usage, std::vector<delta>& out) {
    core::usage told{
        .prompt_tokens = count_in(usage, "promptTokenCount") + count_in(usage, "toolUsePromptTokenCount"),
        .completion_tokens = count_in(usage, "candidatesTokenCount") + count_in(usage, "thoughtsTokenCount"),
        .cached_tokens = count_in(usage, "cachedContentTokenCount")};
    if (told == tokens_) return;
    tokens_ = told;
    out.push_back(usage_delta{told});
}

void gemini_response::settle() {
    if (stopped_) finish(calls_ > 0 ? finish_reason::tool_call : finish_reason::stop);
}

void gemini_response::complete(std::vector<delta>& out) {
    if (signed_) out.push_back(replay_delta{{by_.name, valid(json::serialize(parts_))}});
}

}  // namespace llm
