#include "chat/prompts/prompt_template.hpp"

#include "core/json_parse.hpp"
#include "core/text_template.hpp"
#include "core/unicode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

namespace chat {
namespace {

using part_visitor = std::function<void(std::string const& text, std::string const& at)>;

// Every text that may name variables, with its pointer.
void each_part(prompt_template const& of, std::string const& at, part_visitor const& visit) {
    visit(of.role, at + "/role");
    visit(of.instructions, at + "/instructions");
    visit(of.constraints, at + "/constraints");
    visit(of.format, at + "/format");
    for (std::size_t i = 0; i < of.examples.size(); ++i) {
        visit(of.examples[i].user, fmt::format("{}/examples/{}/user", at, i));
        visit(of.examples[i].assistant, fmt::format("{}/examples/{}/assistant", at, i));
    }
    visit(of.context, at + "/context");
}

bool declares(prompt_template const& what, std::string_view name) {
    return std::ranges::any_of(what.variables, [&](auto const& each) { return each.name == name; });
}

void check_variables(prompt_template const& what, std::string const& at, std::vector<core::field_problem>& out) {
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < what.variables.size(); ++i) {
        auto const& name = what.variables[i].name;
        auto const where = fmt::format("{}/variables/{}/name", at, i);
        if (!core::text_template::is_name(name)) out.push_back({where, "must be letters, digits and underscores"});
        else if (!seen.insert(name).second) out.push_back({where, fmt::format("names {} a second time", name)});
    }
}

}  // namespace

core::result<void> check(prompt_template const& what, std::string const& at) {
    std::vector<core::field_problem> problems;
    check_variables(what, at, problems);
    bool says_something = !what.examples.empty();
    each_part(what, at, [&](std::string const& text, std::string const& where) {
        says_something = says_something || text.find_first_not_of(" \t\r\n") != text.npos;
        auto const parsed = core::text_template::parse(text);
        if (!parsed) {
            problems.push_back({where, parsed.error().message});
            return;
        }
        for (auto const name : parsed->names())
            if (!declares(what, name))
                problems.push_back({where, fmt::format("names {}, which is not among the variables", name)});
    });
    if (!says_something) problems.push_back({at, "must say something in one of its parts"});
    if (problems.empty()) return {};
    return core::invalid_fields(std::move(problems));
}

core::result<std::string> render(prompt_template const& what, prompt_values const& values, std::string const& at) {
    std::vector<core::field_problem> problems;
    for (auto const& [name, value] : values) {
        auto const where = core::json_pointer(at, name);
        if (!declares(what, name)) problems.push_back({where, "is no variable of this template"});
        else if (core::count_characters(value) > value_characters_max)
            problems.push_back({where, fmt::format("must have at most {} characters", value_characters_max)});
    }
    for (auto const& each : what.variables)
        if (!each.default_ && !values.contains(each.name))
            problems.push_back({core::json_pointer(at, each.name), "is missing: the template needs it"});
    if (!problems.empty()) return core::invalid_fields(std::move(problems));

    auto const value_of = [&](std::string_view name) -> std::string_view {
        if (auto const given = values.find(std::string(name)); given != values.end()) return given->second;
        for (auto const& each : what.variables)
            if (each.name == name) return each.default_ ? std::string_view(*each.default_) : std::string_view();
        return {};
    };
    // Before anything is built: a character has at most four bytes.
    std::size_t bytes = 0;
    each_part(what, at, [&](std::string const& text, std::string const&) {
        if (auto const parsed = core::text_template::parse(text)) bytes += parsed->filled_size(value_of);
    });
    core::error const too_long =
        core::invalid_fields({{at, fmt::format("make the prompt longer than {} characters", rendered_characters_max)}});
    if (bytes > 4 * rendered_characters_max) return too_long;

    auto const filled = [&](std::string const& text) {
        auto const parsed = core::text_template::parse(text);
        return parsed ? parsed->fill(value_of) : std::string();
    };
    system_prompt out{.role = filled(what.role),
                      .instructions = filled(what.instructions),
                      .constraints = filled(what.constraints),
                      .format = filled(what.format),
                      .context = filled(what.context)};
    for (auto const& each : what.examples) out.examples.push_back({filled(each.user), filled(each.assistant)});
    auto text = build(out);
    if (core::count_characters(text) > rendered_characters_max) return too_long;
    return text;
}

}  // namespace chat
