#include "cli/completion.hpp"

#include <fmt/format.h>

namespace cli {
namespace {

// Calls `visit(path, node)` for the tree's nodes, parents first; the path is "parlance config show".
template <class Visit>
void walk(command_node const& node, std::string const& path, Visit const& visit) {
    visit(path, node);
    for (auto const& child : node.children) walk(child, path + " " + child.name, visit);
}

std::string words_of(command_node const& node) {
    std::string out;
    for (auto const& child : node.children) out += child.name + " ";
    for (auto const& flag : node.flags) out += flag.name + " ";
    if (!out.empty()) out.pop_back();
    return out;
}

// A function of bash that zsh understands as well, through its own bashcompinit.
std::string bash_script(command_node const& tree) {
    std::string out = "_parlance() {\n"
                      "    local word=\"${COMP_WORDS[COMP_CWORD]}\" path=parlance i\n"
                      "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
                      "        case \"$path ${COMP_WORDS[i]}\" in\n";
    walk(tree, tree.name, [&](std::string const& path, command_node const&) {
        if (path != tree.name) out += fmt::format("            '{}') path='{}' ;;\n", path, path);
    });
    out += "        esac\n    done\n    local words=\n    case \"$path\" in\n";
    walk(tree, tree.name, [&](std::string const& path, command_node const& node) {
        out += fmt::format("        '{}') words='{}' ;;\n", path, words_of(node));
    });
    out += "    esac\n"
           "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
           "    [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- \"$word\"))\n"
           "}\n"
           "complete -F _parlance parlance\n";
    return out;
}

std::string zsh_script(command_node const& tree) {
    return "#compdef parlance\nautoload -U +X bashcompinit && bashcompinit\n" + bash_script(tree);
}

std::string fish_quoted(std::string const& text) {
    std::string out = "'";
    for (char const c : text) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out + "'";
}

// Holds while the words so far are those of `path`, and none of its children's follows.
std::string fish_condition(std::string const& path, command_node const& node) {
    std::string out = "__parlance_at";
    auto rest = std::string_view(path);
    while (rest.find(' ') != rest.npos) {
        rest.remove_prefix(rest.find(' ') + 1);
        out += fmt::format(" {}", rest.substr(0, rest.find(' ')));
    }
    out += " --";
    for (auto const& child : node.children) out += " " + child.name;
    return out;
}

std::string fish_script(command_node const& tree) {
    std::string out = "function __parlance_at\n"
                      "    set -l seen (commandline -opc)[2..]\n"
                      "    set -l split (contains -i -- -- $argv)\n"
                      "    for child in $argv[$split..]\n"
                      "        contains -- $child $seen; and return 1\n"
                      "    end\n"
                      "    test $split -eq 1; and return 0\n"
                      "    for word in $argv[1..(math $split - 1)]\n"
                      "        contains -- $word $seen; or return 1\n"
                      "    end\n"
                      "end\n";
    walk(tree, tree.name, [&](std::string const& path, command_node const& node) {
        auto const when = fish_quoted(fish_condition(path, node));
        for (auto const& child : node.children)
            out += fmt::format("complete -c parlance -f -n {} -a {} -d {}\n", when, child.name,
                               fish_quoted(child.description));
        for (auto const& flag : node.flags)
            if (flag.name.starts_with("--"))
                out += fmt::format("complete -c parlance -n {} -l {}{} -d {}\n", when, flag.name.substr(2),
                                   flag.takes_value ? " -r" : "", fish_quoted(flag.description));
    });
    return out;
}

}  // namespace

std::string completion_script(command_node const& tree, std::string_view shell) {
    if (shell == "fish") return fish_script(tree);
    return shell == "zsh" ? zsh_script(tree) : bash_script(tree);
}

}  // namespace cli
