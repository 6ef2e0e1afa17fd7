#include "core/json_write.hpp"
#include "core/settings/table.hpp"

#include <algorithm>

namespace core {
namespace {

std::string text_of(described_type const& type, void const* value) {
    std::string out;
    auto const append = [](void* context, std::string_view, void const* item) {
        auto& [into, element] = *static_cast<std::pair<std::string*, described_type const*>*>(context);
        if (!into->empty()) *into += ',';
        *into += text_of(*element, item);
    };
    switch (type.kind) {
    case field_kind::string:      return *static_cast<std::string const*>(value);
    case field_kind::boolean:     return *static_cast<bool const*>(value) ? "true" : "false";
    case field_kind::integer:     return std::to_string(type.load(value));
    case field_kind::number:      append_json_number(out, *static_cast<double const*>(value)); return out;
    case field_kind::seconds:     append_json_number(out, static_cast<double>(type.load(value)) / 1000); return out;
    case field_kind::enumeration: {
        auto const found = std::ranges::find(type.names, type.load(value), &enumerator_name::value);
        return found == type.names.end() ? std::string() : std::string(found->name);
    }
    case field_kind::optional:
    case field_kind::list:     {
        std::pair<std::string*, described_type const*> context(&out, type.element);
        type.each(value, &context, append);
        return out;
    }
    default: return out;
    }
}

}  // namespace

std::string setting_text(setting const& row, settings const& values) {
    return text_of(*row.field.type, reinterpret_cast<char const*>(&values) + row.field.offset);
}

}  // namespace core
