#include "core/field_check.hpp"

#include "core/time_text.hpp"
#include "core/unicode.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace core {
namespace {

std::string any_of(auto const& names) {
    std::string out = "must be ";
    if (names.size() > 1) out += "one of ";
    for (std::size_t i = 0; i < names.size(); ++i) out += fmt::format("{}\"{}\"", i ? ", " : "", names[i]);
    return out;
}

std::vector<std::string_view> enumerators(described_type const& type) {
    std::vector<std::string_view> names;
    for (auto const& each : type.names) names.push_back(each.name);
    return names;
}

std::string check_size(std::size_t size, std::size_t min, std::size_t max, char const* unit) {
    if (size >= min && size <= max) return {};
    if (size == 0) return "must not be empty";
    if (min == max) return fmt::format("must have {} {}, and has {}", min, unit, size);
    if (size < min) return fmt::format("must have at least {} {}, and has {}", min, unit, size);
    return fmt::format("must have at most {} {}, and has {}", max, unit, size);
}

bool same_letters(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

// Booleans as people write them in environments.
std::optional<bool> truth(std::string_view text) {
    for (auto const* yes : {"true", "1", "yes", "on"})
        if (same_letters(text, yes)) return true;
    for (auto const* no : {"false", "0", "no", "off"})
        if (same_letters(text, no)) return false;
    return std::nullopt;
}

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
    Number value{};
    auto const [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (ec != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::string store_list(described_field const& field, described_type const& type, std::string_view text, void* out) {
    type.clear(out);
    std::size_t count = 0;
    while (!text.empty()) {
        auto const comma = std::min(text.find(','), text.size());
        auto item = text.substr(0, comma);
        text.remove_prefix(std::min(comma + 1, text.size()));
        auto const begin = item.find_first_not_of(" \t");
        if (begin == item.npos) continue;
        item = item.substr(begin, item.find_last_not_of(" \t") - begin + 1);
        ++count;
        if (auto problem = check_item(field, item); !problem.empty()) return problem;
        if (auto problem = store_text({}, *type.element, item, type.add(out, {})); !problem.empty()) return problem;
    }
    return check_count(field, count);
}

}  // namespace

std::string check_number(described_field const& field, double value) {
    if ((!field.min || value >= *field.min) && (!field.max || value <= *field.max)) return {};
    return fmt::format("must be between {} and {}", *field.min, *field.max);
}

std::string check_string(described_field const& field, std::string_view value) {
    if (value.find('\0') != value.npos) return "must not hold the character U+0000";
    if (!field.allowed.empty() && std::ranges::find(field.allowed, value) == field.allowed.end())
        return any_of(field.allowed);
    if (!field.length_max) return {};
    return check_size(count_characters(value), *field.length_min, *field.length_max, "characters");
}

std::string check_count(described_field const& field, std::size_t items) {
    return field.length_max ? check_size(items, *field.length_min, *field.length_max, "items") : std::string();
}

std::string check_item(described_field const& field, std::string_view value) {
    if (value.find('\0') != value.npos) return "must not hold the character U+0000";
    if (!field.allowed.empty() && std::ranges::find(field.allowed, value) == field.allowed.end())
        return any_of(field.allowed);
    if (!field.item_length_max) return {};
    return check_size(count_characters(value), *field.item_length_min, *field.item_length_max, "characters");
}

std::string store_name(described_type const& type, std::string_view name, void* out) {
    auto const found = std::ranges::find(type.names, name, &enumerator_name::name);
    if (found == type.names.end()) return any_of(enumerators(type));
    type.store(out, found->value);
    return {};
}

std::string store_integer(described_field const& field, described_type const& type, std::int64_t value, void* out) {
    if (field.min || field.max) {
        if (auto problem = check_number(field, static_cast<double>(value)); !problem.empty()) return problem;
    }
    if (value < type.min || value > type.max) return fmt::format("must be between {} and {}", type.min, type.max);
    type.store(out, value);
    return {};
}

std::string store_text(described_field const& field, described_type const& type, std::string_view text, void* out) {
    switch (type.kind) {
    case field_kind::optional:
        if (text.empty()) return type.clear(out), std::string();
        return store_text(field, *type.element, text, type.add(out, {}));
    case field_kind::boolean:
        if (auto const value = truth(text)) return *static_cast<bool*>(out) = *value, std::string();
        break;
    case field_kind::integer:
        if (auto const value = parse_number<std::int64_t>(text)) return store_integer(field, type, *value, out);
        break;
    case field_kind::number:
    case field_kind::seconds: {
        auto const value = parse_number<double>(text);
        if (!value || !std::isfinite(*value)) break;
        if (auto problem = check_number(field, *value); !problem.empty()) return problem;
        if (type.kind == field_kind::number) *static_cast<double*>(out) = *value;
        else if (std::abs(*value) > 1e12) return "must be a sensible number of seconds";
        else type.store(out, std::llround(*value * 1000));
        return {};
    }
    case field_kind::string:
        if (!valid_utf8(text)) return "must be valid UTF-8";
        if (auto problem = check_string(field, text); !problem.empty()) return problem;
        *static_cast<std::string*>(out) = text;
        return {};
    case field_kind::enumeration: return store_name(type, text, out);
    case field_kind::time:
        if (auto const value = parse_time(text)) return *static_cast<timestamp*>(out) = *value, std::string();
        break;
    case field_kind::list: return store_list(field, type, text, out);
    default:               break;
    }
    return expectation(type);
}

std::string expectation(described_type const& type) {
    switch (type.kind) {
    case field_kind::boolean:     return "must be true or false";
    case field_kind::integer:     return "must be an integer";
    case field_kind::number:      return "must be a number";
    case field_kind::seconds:     return "must be a number of seconds";
    case field_kind::string:      return "must be a string";
    case field_kind::enumeration: return any_of(enumerators(type));
    case field_kind::time:        return "must be a time such as 2026-01-31T09:05:00Z";
    case field_kind::list:        return "must be an array";
    case field_kind::json:        return "must be JSON";
    case field_kind::json_object:
    case field_kind::object:
    case field_kind::map:         return "must be an object";
    case field_kind::optional:    return expectation(*type.element);
    }
    return {};
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    if (a.size() > 64 || b.size() > 64) return 64;
    std::vector<std::size_t> cells((a.size() + 1) * (b.size() + 1));
    auto const cell = [&](std::size_t i, std::size_t j) -> std::size_t& { return cells[i * (b.size() + 1) + j]; };
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                cell(i, j) = i + j;
                continue;
            }
            auto const substitute = cell(i - 1, j - 1) + (a[i - 1] != b[j - 1]);
            cell(i, j) = std::min({cell(i - 1, j) + 1, cell(i, j - 1) + 1, substitute});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cell(i, j) = std::min(cell(i, j), cell(i - 2, j - 2) + 1);
        }
    }
    return cells.back();
}

}  // namespace core
