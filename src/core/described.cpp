#include "core/described.hpp"

#include <algorithm>
#include <stdexcept>

namespace core {

described_field const* described_object::find(std::string_view field_name) const {
    auto const found = std::ranges::find(fields, field_name, &described_field::name);
    return found == fields.end() ? nullptr : &*found;
}

namespace {

void apply(rule const& constraint, std::vector<described_field>& fields) {
    auto const found = std::ranges::find(fields, constraint.offset, &described_field::offset);
    if (found == fields.end()) throw std::logic_error("a rule names a member that is not described");

    auto& field = *found;
    auto const count = [](double bound) { return static_cast<std::size_t>(bound); };
    switch (constraint.says) {
    case rule::what::length:
        field.length_min = count(constraint.low);
        field.length_max = count(constraint.high);
        return;
    case rule::what::item_length:
        field.item_length_min = count(constraint.low);
        field.item_length_max = count(constraint.high);
        return;
    case rule::what::range:
        field.min = constraint.low;
        field.max = constraint.high;
        return;
    case rule::what::required:   field.required = true; return;
    case rule::what::one_of:     field.allowed = constraint.values; return;
    case rule::what::doc:        field.doc = constraint.text; return;
    case rule::what::omit_empty: field.omit_empty = true; return;
    case rule::what::named:      field.name = constraint.text; return;
    }
}

}  // namespace

described_object make_described(std::string_view name, void const* defaults, std::span<described_member const> members,
                                std::span<rule const> rules) {
    described_object out{name, defaults, {}};
    for (auto const& each : members)
        out.fields.push_back({.name = wire_name(each.name), .offset = each.offset, .type = each.type});
    for (auto const& constraint : rules) apply(constraint, out.fields);
    return out;
}

}  // namespace core
