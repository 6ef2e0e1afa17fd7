#include "llm/gemini/replay.hpp"

#include "llm/wire/json_fields.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <string>
#include <utility>

namespace llm {

namespace json = boost::json;

std::optional<json::array> replayable_parts(message const& one, std::string_view provider) {
    if (one.replayed.blocks.empty() || one.replayed.provider != provider) return std::nullopt;
    boost::system::error_code unreadable;
    auto kept = json::parse(one.replayed.blocks, unreadable);
    if (unreadable || !kept.is_array()) return std::nullopt;

    std::string text;
    std::size_t calls = 0;
    for (auto const& part : kept.get_array()) {
        auto const* fields = part.if_object();
        if (!fields) return std::nullopt;
        if (!true_in(*fields, "thought")) text += string_in(*fields, "text");
        auto const* call = object_in(*fields, "functionCall");
        if (!call) continue;
        if (calls == one.tool_calls.size() || string_in(*call, "name") != one.tool_calls[calls].name)
            return std::nullopt;
        ++calls;
    }
    if (text != one.text || calls != one.tool_calls.size()) return std::nullopt;
    return std::move(kept.get_array());
}

}  // namespace llm
