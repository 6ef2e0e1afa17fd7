#include "core/settings/toml_file.hpp"

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace core {
namespace {

bool append_text(std::string& out, toml::node const& node) {
    if (auto const* text = node.as_string()) out += text->get();
    else if (auto const* integer = node.as_integer()) out += fmt::format("{}", integer->get());
    else if (auto const* number = node.as_floating_point()) out += fmt::format("{}", number->get());
    else if (auto const* boolean = node.as_boolean()) out += boolean->get() ? "true" : "false";
    else return false;
    return true;
}

bool append_list(std::string& out, toml::array const& list) {
    for (auto const& item : list) {
        if (!out.empty()) out += ',';
        if (!append_text(out, item)) return false;
    }
    return true;
}

toml_entry entry_of(std::string_view table, std::string_view key, toml::node const& node) {
    toml_entry entry{std::string(table), std::string(key), {}, node.source().begin.line};
    auto const* list = node.as_array();
    entry.is_value = list ? append_list(entry.text, *list) : append_text(entry.text, node);
    return entry;
}

}  // namespace

toml_file parse_toml_file(std::string_view text) {
    toml_file out;
    auto const parsed = toml::parse(text);
    if (!parsed) {
        auto const& failure = parsed.error();
        out.problem = fmt::format("line {}: {}", failure.source().begin.line, failure.description());
        return out;
    }
    for (auto const& [key, node] : parsed.table()) {
        if (auto const* table = node.as_table())
            for (auto const& [inner, value] : *table) out.entries.push_back(entry_of(key.str(), inner.str(), value));
        else out.entries.push_back(entry_of({}, key.str(), node));
    }
    std::ranges::sort(out.entries, {}, &toml_entry::line);
    return out;
}

result<std::string> toml_to_json(std::string_view text) {
    auto const parsed = toml::parse(text);
    if (!parsed) {
        auto const& failure = parsed.error();
        return error{errc::invalid_input,
                     fmt::format("line {}: {}", failure.source().begin.line, failure.description())};
    }
    std::ostringstream out;
    out << toml::json_formatter(parsed.table());
    return out.str();
}

}  // namespace core
