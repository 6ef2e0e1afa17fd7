#include "turn/stored_message.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace turn {

namespace json = boost::json;

namespace {

json::value parsed(std::string const& text) {
    boost::system::error_code failed;
    auto out = json::parse(text, failed);
    return failed ? json::value() : out;
}

std::string text_of(json::value const& from, std::string_view name) {
    auto const* fields = from.if_object();
    auto const* found = fields ? fields->if_contains(name) : nullptr;
    auto const* text = found ? found->if_string() : nullptr;
    return text ? std::string(text->data(), text->size()) : std::string();
}

std::string images_json(std::vector<llm::image> const& images) {
    json::array out;
    for (auto const& each : images)
        out.push_back(json::object{{"type", "image"}, {"media_type", each.media_type}, {"data", each.base64}});
    return json::serialize(out);
}

}  // namespace

std::string calls_json(std::vector<llm::tool_call> const& calls) {
    json::array out;
    for (auto const& call : calls)
        out.push_back(json::object{{"id", call.id}, {"name", call.name}, {"arguments", call.arguments}});
    return json::serialize(out);
}

store::message_row row_of(llm::message const& from) {
    store::message_row row{.id = {}, .conversation_id = {}, .role = llm::to_string(from.who), .content = from.text};
    if (!from.tool_calls.empty()) row.tool_calls = calls_json(from.tool_calls);
    if (!from.images.empty()) row.attachments = images_json(from.images);
    if (from.who == llm::role::tool)
        row.metadata =
            json::serialize(json::object{{"tool_call_id", from.tool_call_id}, {"tool_failed", from.tool_failed}});
    return row;
}

llm::message message_of(store::message_row const& from) {
    llm::message out{.who = llm::role_from(from.role).value_or(llm::role::user), .text = from.content};
    if (from.tool_calls != "[]")
        if (auto const calls = parsed(from.tool_calls); calls.is_array())
            for (auto const& each : calls.get_array())
                out.tool_calls.push_back({text_of(each, "id"), text_of(each, "name"), text_of(each, "arguments")});
    if (from.attachments != "[]")
        if (auto const shown = parsed(from.attachments); shown.is_array())
            for (auto const& each : shown.get_array())
                if (text_of(each, "type") == "image")
                    out.images.push_back({text_of(each, "media_type"), text_of(each, "data")});
    if (out.who == llm::role::tool) {
        auto const metadata = parsed(from.metadata);
        out.tool_call_id = text_of(metadata, "tool_call_id");
        auto const* failed = metadata.is_object() ? metadata.get_object().if_contains("tool_failed") : nullptr;
        out.tool_failed = failed && failed->is_bool() && failed->get_bool();
    }
    if (!from.replay.empty()) out.replayed = {from.provider, from.replay};
    return out;
}

void drop_unanswered_calls(std::vector<llm::message>& branch) {
    for (std::size_t i = 0; i < branch.size(); ++i) {
        auto const answers = [&](llm::tool_call const& call) {
            for (auto next = i + 1; next < branch.size() && branch[next].who == llm::role::tool; ++next)
                if (branch[next].tool_call_id == call.id) return true;
            return false;
        };
        auto& calls = branch[i].tool_calls;
        std::erase_if(calls, [&](auto const& call) { return !answers(call); });
    }
    std::erase_if(branch, [](auto const& m) {
        return m.text.empty() && m.tool_calls.empty() && m.images.empty() && m.who != llm::role::tool;
    });
}

}  // namespace turn
