#include "cli/command_line.hpp"

#include "cli/arguments/parser.hpp"
#include "core/field_check.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cli {
namespace {

flag_node flag_of(CLI::Option const& option) {
    auto const names = option.get_lnames();
    auto const name = names.empty() ? "-" + option.get_snames().front() : "--" + names.front();
    return {name, option.get_description(), option.get_type_size_max() > 0};
}

command_node node_of(CLI::App const& app) {
    command_node out{app.get_name(), first_line(app.get_description()), {}, {}};
    for (auto const* option : app.get_options())
        if (!option->get_positional()) out.flags.push_back(flag_of(*option));
    for (auto const* sub : app.get_subcommands(nullptr)) out.children.push_back(node_of(*sub));
    return out;
}

// "--prot is not known; did you mean --port?"
std::string unknown_text(CLI::App const& app, std::string const& word) {
    auto const node = node_of(app);
    std::vector<std::string_view> names;
    for (auto const& flag : node.flags) names.push_back(flag.name);
    for (auto const& child : node.children) names.push_back(child.name);
    auto const name = word.substr(0, word.find('='));
    auto const meant = core::nearest(name, names);
    return fmt::format("{} is not known{}", name, meant ? fmt::format("; did you mean {}?", *meant) : ".");
}

std::string usage_text(CLI::App const& app, CLI::ParseError const& failure) {
    std::string path = "parlance";
    auto const* at = &app;
    for (auto chosen = at->get_subcommands(); !chosen.empty(); chosen = at->get_subcommands()) {
        at = chosen.front();
        path += " " + at->get_name();
    }
    auto const unknown = at->remaining();
    auto const what = unknown.empty() ? std::string(failure.what()) : unknown_text(*at, unknown.front());
    return fmt::format("{}: {}\nRun `{} --help`.\n", path, what, path);
}

}  // namespace

command parse_command_line(std::vector<std::string> arguments) {
    // CLI11 would let an empty argument pass for none.
    if (arguments.empty() || arguments.front() == "help") {
        if (!arguments.empty()) arguments.erase(arguments.begin());
        arguments.push_back("--help");
    }
    parser parse;
    std::ranges::reverse(arguments);
    try {
        parse.app.parse(std::move(arguments));
    } catch (CLI::CallForVersion const&) {
        return version_command{};
    } catch (CLI::CallForAllHelp const&) {
        return help_command{parse.app.help("", CLI::AppFormatMode::All)};
    } catch (CLI::CallForHelp const&) {
        return help_command{parse.app.help()};
    } catch (CLI::ParseError const& failure) {
        return usage_error{usage_text(parse.app, failure)};
    }
    return std::move(parse.chosen);
}

command_node command_tree() {
    parser const parse;
    return node_of(parse.app);
}

}  // namespace cli
