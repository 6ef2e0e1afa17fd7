#include "chat/prompts/system_prompt.hpp"

#include <string_view>

namespace chat {
namespace {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    auto const first = text.find_first_not_of(blanks);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

void add(std::string& to, std::string_view heading, std::string_view text) {
    text = trimmed(text);
    if (text.empty()) return;
    if (!to.empty()) to += "\n\n";
    if (!heading.empty()) {
        to += heading;
        to += '\n';
    }
    to += text;
}

std::string written(std::vector<example> const& examples) {
    std::string out;
    for (auto const& each : examples) {
        add(out, "User:", each.user);
        add(out, "Assistant:", each.assistant);
    }
    return out;
}

}  // namespace

std::string build(system_prompt const& from) {
    std::string out;
    add(out, "", from.role);
    add(out, "## Instructions", from.instructions);
    add(out, "## Constraints", from.constraints);
    add(out, "## Format", from.format);
    add(out, "## Examples", written(from.examples));
    add(out, "## Context", from.context);
    return out;
}

}  // namespace chat
