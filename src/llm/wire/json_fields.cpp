#include "llm/wire/json_fields.hpp"

#include <boost/json/value.hpp>

#include <algorithm>

namespace llm {

namespace json = boost::json;

json::object const* object_in(json::object const& fields, std::string_view name) {
    auto const* value = fields.if_contains(name);
    return value ? value->if_object() : nullptr;
}

json::array const* array_in(json::object const& fields, std::string_view name) {
    auto const* value = fields.if_contains(name);
    return value ? value->if_array() : nullptr;
}

std::string string_in(json::object const& fields, std::string_view name) {
    auto const* value = fields.if_contains(name);
    auto const* text = value ? value->if_string() : nullptr;
    return text ? std::string(*text) : std::string();
}

bool true_in(json::object const& fields, std::string_view name) {
    auto const* value = fields.if_contains(name);
    return value && value->is_bool() && value->get_bool();
}

std::int64_t count_in(json::object const& fields, std::string_view name) {
    constexpr std::int64_t count_max = 1'000'000'000;
    auto const* value = fields.if_contains(name);
    if (!value) return 0;
    if (value->is_int64()) return std::clamp<std::int64_t>(value->get_int64(), 0, count_max);
    if (value->is_uint64()) return count_max;
    if (value->is_double()) return static_cast<std::int64_t>(std::clamp(value->get_double(), 0.0, double(count_max)));
    return 0;
}

}  // namespace llm
