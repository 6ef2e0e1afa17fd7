#include "llm/openai/responses/replay.hpp"

#include "llm/wire/json_fields.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <utility>

namespace llm {

namespace json = boost::json;

std::string text_of_item(json::object const& item) {
    std::string out;
    if (auto const* parts = array_in(item, "content"))
        for (auto const& part : *parts)
            if (auto const* fields = part.if_object()) {
                auto const type = string_in(*fields, "type");
                if (type == "output_text") out += string_in(*fields, "text");
                if (type == "refusal") out += string_in(*fields, "refusal");
            }
    return out;
}

std::optional<json::array> replayable_items(message const& one, std::string_view provider) {
    if (one.replayed.blocks.empty() || one.replayed.provider != provider) return std::nullopt;
    boost::system::error_code unreadable;
    auto kept = json::parse(one.replayed.blocks, unreadable);
    if (unreadable || !kept.is_array()) return std::nullopt;

    std::string text;
    std::size_t calls = 0;
    for (auto const& item : kept.get_array()) {
        auto const* fields = item.if_object();
        if (!fields) return std::nullopt;
        auto const type = string_in(*fields, "type");
        if (type == "message") text += text_of_item(*fields);
        if (type != "function_call") continue;
        if (calls == one.tool_calls.size() || string_in(*fields, "call_id") != one.tool_calls[calls].id)
            return std::nullopt;
        ++calls;
    }
    if (text != one.text || calls != one.tool_calls.size()) return std::nullopt;
    return std::move(kept.get_array());
}

}  // namespace llm
