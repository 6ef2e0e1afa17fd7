#pragma once

#include "chat/prompts/system_prompt.hpp"
#include "core/described.hpp"
#include "core/result.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chat {

struct prompt_variable {
    std::string name;
    std::string description;
    std::optional<std::string> default_;   // without one, a value must be given

    bool operator==(prompt_variable const&) const = default;
};
BOOST_DESCRIBE_STRUCT(prompt_variable, (), (name, description, default_))
inline auto rules(prompt_variable const*) {
    using v = prompt_variable;
    return core::fields(core::required(&v::name), core::length(&v::name, 1, 64), core::length(&v::description, 0, 500),
                        core::length(&v::default_, 0, 20'000), core::omit_empty(&v::default_),
                        core::doc(&v::name, "Letters, digits and underscores; the parts say {{name}}."),
                        core::doc(&v::default_, "Without one, a value must be given."));
}

BOOST_DESCRIBE_STRUCT(example, (), (user, assistant))
inline auto rules(example const*) {
    using e = example;
    return core::fields(core::required(&e::user), core::required(&e::assistant), core::length(&e::user, 1, 10'000),
                        core::length(&e::assistant, 1, 10'000));
}

// A system prompt whose parts have places for variables. Stored as it is here, as JSON.
struct prompt_template {
    std::string role, instructions, constraints, format, context;
    std::vector<example> examples;
    std::vector<prompt_variable> variables;

    bool operator==(prompt_template const&) const = default;
};
BOOST_DESCRIBE_STRUCT(prompt_template, (), (role, instructions, constraints, format, examples, context, variables))
inline auto rules(prompt_template const*) {
    using t = prompt_template;
    constexpr std::size_t part_max = 20'000;
    return core::fields(core::length(&t::role, 0, part_max), core::length(&t::instructions, 0, part_max),
                        core::length(&t::constraints, 0, part_max), core::length(&t::format, 0, part_max),
                        core::length(&t::context, 0, part_max), core::length(&t::examples, 0, 20),
                        core::length(&t::variables, 0, 50),
                        core::doc(&t::role, "Who the model is. Every part may name variables as {{name}}."),
                        core::doc(&t::examples, "Exchanges that show what is wanted."));
}

using prompt_values = std::map<std::string, std::string>;

// Whether it can be kept: some part says something, names of variables are names and differ, and what the parts name is
// among the variables. Fails with invalid_input that names each problem below the pointer `at`.
core::result<void> check(prompt_template const& what, std::string const& at);

// The longest that a template becomes, in characters: what a conversation's system prompt may have.
constexpr std::size_t rendered_characters_max = 100'000;
constexpr std::size_t value_characters_max = 20'000;

// The text that it becomes with these values. A value is not looked at: what it says in braces stays there. Fails with
// invalid_input that names each variable that is missing or not known, or too long, below the pointer `at`.
core::result<std::string> render(prompt_template const& what, prompt_values const& values, std::string const& at);

}  // namespace chat
