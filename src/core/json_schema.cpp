#include "core/json_schema.hpp"

#include "core/json_write.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <cmath>

namespace core {
namespace {

namespace json = boost::json;

json::object schema_of(described_type const& type, described_field const& field, schema_collector* collector);

json::value whole_or_fraction(double value) {
    if (std::trunc(value) == value && std::abs(value) < 9e15) return static_cast<std::int64_t>(value);
    return value;
}

void add_range(json::object& out, described_field const& field) {
    if (field.min) out["minimum"] = whole_or_fraction(*field.min);
    if (field.max) out["maximum"] = whole_or_fraction(*field.max);
}

void add_length(json::object& out, char const* low, char const* high, std::optional<std::size_t> min,
                std::optional<std::size_t> max) {
    if (min && *min > 0) out[low] = *min;
    if (max) out[high] = *max;
}

json::object schema_of_list(described_type const& type, described_field const& field, schema_collector* collector) {
    described_field const item{.name = field.name,
                               .length_min = field.item_length_min,
                               .length_max = field.item_length_max,
                               .min = field.min,
                               .max = field.max,
                               .allowed = field.allowed};
    json::object out;
    auto items = schema_of(*type.element, item, collector);
    if (type.kind == field_kind::map) {
        out["type"] = "object";
        out["additionalProperties"] = std::move(items);
        add_length(out, "minProperties", "maxProperties", field.length_min, field.length_max);
    } else {
        out["type"] = "array";
        out["items"] = std::move(items);
        add_length(out, "minItems", "maxItems", field.length_min, field.length_max);
    }
    return out;
}

json::object schema_of_string(described_type const& type, described_field const& field) {
    json::object out{{"type", "string"}};
    if (type.kind == field_kind::time) out["format"] = "date-time";
    add_length(out, "minLength", "maxLength", field.length_min, field.length_max);
    json::array allowed;
    for (auto const name : field.allowed) allowed.emplace_back(name);
    for (auto const& each : type.names) allowed.emplace_back(each.name);
    if (!allowed.empty()) out["enum"] = std::move(allowed);
    return out;
}

json::object nullable(json::object inner) {
    if (auto* type = inner.if_contains("type"); type && type->is_string()) {
        *type = json::array{*type, "null"};
        if (auto* allowed = inner.if_contains("enum")) allowed->as_array().emplace_back(nullptr);
        return inner;
    }
    if (inner.empty() || inner.contains("type")) return inner;
    return {{"anyOf", json::array{std::move(inner), json::object{{"type", "null"}}}}};
}

json::object schema_of(described_type const& type, described_field const& field, schema_collector* collector) {
    json::object out;
    switch (type.kind) {
    case field_kind::boolean: out["type"] = "boolean"; break;
    case field_kind::integer:
        out["type"] = "integer";
        add_range(out, field);
        break;
    case field_kind::number:
    case field_kind::seconds:
        out["type"] = "number";
        add_range(out, field);
        break;
    case field_kind::string:
    case field_kind::enumeration:
    case field_kind::time:        return schema_of_string(type, field);
    case field_kind::json:        break;
    case field_kind::json_object: out["type"] = "object"; break;
    case field_kind::object:      return collector ? collector->reference(type.object()) : json_schema(type.object());
    case field_kind::list:
    case field_kind::map:         return schema_of_list(type, field, collector);
    case field_kind::optional:    return nullable(schema_of(*type.element, field, collector));
    }
    return out;
}

// Defaults are shown for the simple members of a request that may be left out.
void add_default(json::object& out, described_field const& field, json::object const& defaults) {
    if (field.required || field.type->kind == field_kind::object) return;
    auto const* value = defaults.if_contains(field.name);
    if (!value || value->is_null()) return;
    if (value->is_string() && value->get_string().empty()) return;
    if (value->is_array() || value->is_object()) return;
    out["default"] = *value;
}

}  // namespace

json::object json_schema(described_field const& field, schema_collector* collector) {
    auto out = schema_of(*field.type, field, collector);
    if (!field.doc.empty()) out["description"] = field.doc;
    return out;
}

json::object json_schema(described_object const& type, schema_collector* collector) {
    std::string text;
    write_json(text, type, type.defaults);
    auto const defaults = json::parse(text).as_object();

    json::object properties;
    json::array required;
    for (auto const& field : type.fields) {
        auto property = json_schema(field, collector);
        add_default(property, field, defaults);
        if (field.required) required.emplace_back(field.name);
        properties[field.name] = std::move(property);
    }
    json::object out{{"type", "object"}, {"properties", std::move(properties)}};
    if (!required.empty()) out["required"] = std::move(required);
    out["additionalProperties"] = false;
    return out;
}

json::object schema_collector::reference(described_object const& type) {
    auto const name = name_for(type);
    if (!owners_[name]) {
        owners_[name] = &type;   // before its members, so that a struct may contain itself
        auto schema = json_schema(type, this);
        schemas[name] = std::move(schema);
    }
    return {{"$ref", "#/components/schemas/" + name}};
}

std::string schema_collector::name_for(described_object const& type) {
    auto const colon = type.name.rfind("::");
    std::string name(colon == type.name.npos ? type.name : type.name.substr(colon + 2));
    if (auto const owner = owners_[name]; !owner || owner == &type) return name;
    name = type.name;
    for (auto at = name.find("::"); at != name.npos; at = name.find("::")) name.replace(at, 2, ".");
    return name;
}

}  // namespace core
