#include "core/settings/env_file.hpp"

#include <algorithm>
#include <optional>

namespace core {
namespace {

std::string_view trim(std::string_view text) {
    auto const begin = text.find_first_not_of(" \t\r");
    if (begin == text.npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

bool is_name(std::string_view name) {
    return !name.empty() && !(name[0] >= '0' && name[0] <= '9') && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

bool only_comment(std::string_view rest) {
    rest = trim(rest);
    return rest.empty() || rest.starts_with('#');
}

std::optional<std::string> quoted(std::string_view text) {
    char const quote = text[0];
    std::string out;
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == quote) return only_comment(text.substr(i + 1)) ? std::optional(out) : std::nullopt;
        if (quote == '"' && text[i] == '\\' && i + 1 < text.size()) {
            char const c = text[++i];
            out += c == 'n' ? '\n' : c == 't' ? '\t' : c;
        } else {
            out += text[i];
        }
    }
    return std::nullopt;   // never closed
}

std::optional<std::string> value_of(std::string_view text) {
    text = trim(text);
    if (text.starts_with('"') || text.starts_with('\'')) return quoted(text);
    if (text.starts_with('#')) return std::string();
    for (std::size_t i = 1; i < text.size(); ++i)
        if (text[i] == '#' && (text[i - 1] == ' ' || text[i - 1] == '\t')) return std::string(trim(text.substr(0, i)));
    return std::string(text);
}

}  // namespace

env_file parse_env_file(std::string_view text) {
    env_file out;
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    for (int number = 1; !text.empty(); ++number) {
        auto const end = std::min(text.find('\n'), text.size());
        auto line = trim(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (only_comment(line)) continue;

        if (line.starts_with("export ")) line = trim(line.substr(7));
        auto const equals = line.find('=');
        auto const name = trim(line.substr(0, equals));
        auto value = equals == line.npos ? std::nullopt : value_of(line.substr(equals + 1));
        if (is_name(name) && value) out.lines.push_back({number, std::string(name), std::move(*value)});
        else out.malformed.push_back(number);
    }
    return out;
}

}  // namespace core
