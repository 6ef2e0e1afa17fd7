#include "cli/chat/answer_view.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <charconv>

namespace cli {
namespace {

namespace json = boost::json;

std::string text_in(json::object const& data, std::string_view name) {
    auto const* value = data.if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::uint64_t number_in(json::object const& data, std::string_view name) {
    auto const* value = data.if_contains(name);
    json::error_code ec;
    auto const number = value ? value->to_number<std::uint64_t>(ec) : 0;
    return ec ? 0 : number;
}

json::object parse_data(std::string_view text) {
    json::error_code ec;
    auto const data = json::parse(text, ec);
    return !ec && data.is_object() ? data.get_object() : json::object();
}

}  // namespace

std::vector<view_action> answer_view::on_event(llm::sse_event const& event) {
    std::uint64_t sequence = 0;
    std::from_chars(event.id.data(), event.id.data() + event.id.size(), sequence);
    if (ended_ || sequence <= last_) return {};
    last_ = sequence;

    auto const data = parse_data(event.data);
    if (event.type == "start") {
        turn_id_ = text_in(data, "turn_id");
        conversation_id_ = text_in(data, "conversation_id");
        message_id_ = text_in(data, "message_id");
        return {};
    }
    if (event.type == "token") {
        auto token = text_in(data, "token");
        text_ += token;
        pieces_.push_back({sequence, text_.size()});
        return {show_text{std::move(token)}};
    }
    if (event.type == "status") return note(text_in(data, "message"));
    if (event.type == "restarted") return restart(number_in(data, "truncate_to"));
    if (event.type == "continued") return {show_note{fmt::format("{} goes on", text_in(data, "model"))}};
    if (event.type == "complete") {
        ended_ = true;
        return {answer_complete{text_in(data, "finish_reason")}};
    }
    if (event.type == "error") {
        ended_ = failed_ = true;
        return {answer_failed{text_in(data, "code"), text_in(data, "message")}};
    }
    return {};
}

// What the server does meanwhile, in its own words.
std::vector<view_action> answer_view::note(std::string message) {
    if (message.empty()) return {};
    return {show_note{std::move(message)}};
}

std::vector<view_action> answer_view::restart(std::uint64_t truncate_to) {
    while (!pieces_.empty() && pieces_.back().sequence > truncate_to) pieces_.pop_back();
    text_.resize(pieces_.empty() ? 0 : pieces_.back().end);
    return {start_over{text_}};
}

}  // namespace cli
