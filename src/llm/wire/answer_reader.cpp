#include "llm/wire/answer_reader.hpp"

#include "llm/wire/failure.hpp"
#include "llm/wire/json_text.hpp"

#include <boost/json/monotonic_resource.hpp>

#include <utility>

namespace llm {
namespace {

namespace json = boost::json;

// Enough for an ordinary event, so that reading it takes nothing from the heap.
constexpr std::size_t arena_bytes = 4096;

template <class Delta>
void push_text(std::string text, std::vector<delta>& out) {
    if (!text.empty()) out.push_back(Delta{std::move(text)});
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

}  // namespace

core::result<void> answer_reader::feed(std::string_view bytes, std::vector<delta>& out) {
    if (done_) return {};
    events_.feed(bytes);
    while (auto const event = events_.next()) {
        if (!reads(event->type)) continue;
        auto const data = trimmed(event->data);
        if (data == "[DONE]") return end(out);
        if (data.empty()) continue;
        if (auto taken = take_text(data, out); !taken) return taken;
        if (ended_) return end(out);
    }
    if (events_.failed()) return unreadable(by_);
    return {};
}

core::result<void> answer_reader::read_whole(std::string_view body, std::vector<delta>& out) {
    if (auto taken = take_text(body, out); !taken) return taken;
    return end(out);
}

core::result<void> answer_reader::end(std::vector<delta>& out) {
    if (done_) return {};
    done_ = true;
    push_text<thinking_delta>(thinking_.rest(), out);
    push_text<text_delta>(text_.rest(), out);
    settle();
    if (!finish_) return cut(by_);
    complete(out);
    out.push_back(finish_delta{*finish_});
    return {};
}

void answer_reader::reopen() {
    events_ = sse_parser();
    done_ = false;
}

core::result<void> answer_reader::take_text(std::string_view text, std::vector<delta>& out) {
    alignas(std::max_align_t) unsigned char memory[arena_bytes];
    json::monotonic_resource arena(memory, sizeof memory);
    auto const event = parse_json_leniently(text, &arena);
    if (!event) return unreadable(by_);
    // Google's API gives a list of events to who does not ask for a stream.
    if (auto const* all = event->if_array()) {
        for (auto const& one : *all)
            if (auto const* fields = one.if_object())
                if (auto taken = take(*fields, out); !taken) return taken;
        return {};
    }
    auto const* fields = event->if_object();
    if (!fields) return {};   // a bare "ping" or null holds no part of an answer
    return take(*fields, out);
}

void answer_reader::say(std::string text, std::vector<delta>& out) {
    if (!text.empty()) push_text<text_delta>(text_.join(std::move(text)), out);
}

void answer_reader::think(std::string text, std::vector<delta>& out) {
    if (!text.empty()) push_text<thinking_delta>(thinking_.join(std::move(text)), out);
}

void answer_reader::finish(finish_reason why) {
    if (!finish_) finish_ = why;
}

core::error answer_reader::refusal(json::value const& error) const {
    return refused(read_complaint(error), by_, model_);
}

}  // namespace llm
