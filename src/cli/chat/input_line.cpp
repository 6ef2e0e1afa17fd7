#include "cli/chat/input_line.hpp"

#include <utility>

namespace cli {
namespace {

std::string_view trim(std::string_view text) {
    auto const begin = text.find_first_not_of(" \t\r\n");
    if (begin == text.npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

constexpr std::pair<std::string_view, input_line::kind> commands[] = {
    {"/new", input_line::kind::new_conversation},
    {"/model", input_line::kind::model},
    {"/list", input_line::kind::list},
    {"/open", input_line::kind::open},
    {"/retry", input_line::kind::retry},
    {"/title", input_line::kind::title},
    {"/help", input_line::kind::help},
    {"/quit", input_line::kind::quit},
};

}  // namespace

input_line parse_input_line(std::string_view line) {
    line = trim(line);
    if (line.empty()) return {};
    if (line.starts_with("//")) return {input_line::kind::message, std::string(line.substr(1))};
    if (!line.starts_with('/')) return {input_line::kind::message, std::string(line)};

    auto const name = line.substr(0, line.find_first_of(" \t"));
    for (auto const& [command, kind] : commands)
        if (command == name) return {kind, std::string(trim(line.substr(name.size())))};
    return {input_line::kind::unknown, std::string(name)};
}

}  // namespace cli
