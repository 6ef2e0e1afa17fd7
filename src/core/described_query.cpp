#include "core/described_query.hpp"

#include "core/field_check.hpp"
#include "core/json_parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>
#include <set>

namespace core {
namespace {

bool is_list(described_type const& type) {
    return type.kind == field_kind::list || (type.kind == field_kind::optional && is_list(*type.element));
}

// The value of a parameter; of a list, all its values joined, so that repeating it and commas mean the same.
std::string joined(std::vector<name_and_value> const& parameters, std::string_view name) {
    std::string out;
    for (auto const& each : parameters)
        if (each.name == name) out += fmt::format("{}{}", out.empty() ? "" : ",", each.value);
    return out;
}

std::string unknown_parameter(std::string_view name, described_object const& type) {
    std::string problem = "is not a known parameter";
    if (auto const meant = nearest(name, type.fields | std::views::transform(&described_field::name)))
        problem += fmt::format("; did you mean \"{}\"?", *meant);
    return problem;
}

std::string read_parameter(std::vector<name_and_value> const& parameters, described_field const& field, void* out) {
    auto const times = std::ranges::count(parameters, field.name, &name_and_value::name);
    if (times == 0) return field.required ? "is required" : "";
    if (times > 1 && !is_list(*field.type)) return "must be given once";
    return store_text(field, *field.type, joined(parameters, field.name), out);
}

}  // namespace

result<void> read_query(std::vector<name_and_value> const& parameters, described_object const& type, void* out,
                        unknown fields) {
    std::vector<field_problem> problems;
    for (auto const& field : type.fields) {
        auto problem = read_parameter(parameters, field, static_cast<char*>(out) + field.offset);
        if (!problem.empty()) problems.push_back({json_pointer({}, field.name), std::move(problem)});
    }
    if (fields == unknown::refuse) {
        std::set<std::string_view> seen;
        for (auto const& each : parameters)
            if (!type.find(each.name) && seen.insert(each.name).second && problems.size() < 20)
                problems.push_back({json_pointer({}, each.name), unknown_parameter(each.name, type)});
    }
    if (problems.empty()) return {};
    return invalid_fields(std::move(problems));
}

}  // namespace core
