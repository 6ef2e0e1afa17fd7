#pragma once

#include "core/clock.hpp"

#include <boost/describe/enumerators.hpp>
#include <boost/json/fwd.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace core {

struct described_object;

// What a member can be. `seconds` is a std::chrono::milliseconds, written as a number of seconds; `time` is a
// core::timestamp, written as RFC 3339; `json` and `json_object` pass through as they are.
enum class field_kind : std::uint8_t {
    boolean,
    integer,
    number,
    string,
    enumeration,
    seconds,
    time,
    json,
    json_object,
    object,
    list,
    map,
    optional
};

struct enumerator_name {
    std::string_view name;
    std::int64_t value;
};

using item_visitor = void (*)(void* context, std::string_view key, void const* item);

// How the values of one C++ type are reached without knowing the type. Which pointers are set depends on `kind`.
struct described_type {
    field_kind kind;

    // integer, enumeration, seconds (in milliseconds)
    std::int64_t (*load)(void const* value) = nullptr;
    void (*store)(void* value, std::int64_t number) = nullptr;
    std::int64_t min = std::numeric_limits<std::int64_t>::min();
    std::int64_t max = std::numeric_limits<std::int64_t>::max();

    // enumeration
    std::span<enumerator_name const> names{};

    // object; a function, because a struct may contain itself in a list
    described_object const& (*object)() = nullptr;

    // optional, list, map
    described_type const* element = nullptr;
    void* (*add)(void* container, std::string_view key) = nullptr;   // a new element; its key matters to a map only
    void (*clear)(void* container) = nullptr;
    void (*each)(void const* container, void* context, item_visitor visit) = nullptr;
};

template <class T>
described_object const& described();

// A trailing underscore makes a C++ keyword usable as a name; on the wire it is dropped.
constexpr std::string_view wire_name(std::string_view name) {
    if (name.ends_with('_')) name.remove_suffix(1);
    return name;
}

template <class T>
struct type_maker;

template <class T>
inline constexpr described_type type_of = type_maker<T>::make();

template <class T>
constexpr described_type integer_type(field_kind kind) {
    described_type type{kind};
    type.load = [](void const* value) { return static_cast<std::int64_t>(*static_cast<T const*>(value)); };
    type.store = [](void* value, std::int64_t number) { *static_cast<T*>(value) = static_cast<T>(number); };
    return type;
}

template <class E, template <class...> class List, class... D>
constexpr std::array<enumerator_name, sizeof...(D)> enumerator_names(List<D...>) {
    return {{{wire_name(D::name), static_cast<std::int64_t>(D::value)}...}};
}

template <class E>
inline constexpr auto names_of = enumerator_names<E>(boost::describe::describe_enumerators<E>());

template <class T>
struct type_maker {
    static constexpr described_type make() {
        if constexpr (std::is_same_v<T, bool>) {
            return {field_kind::boolean};
        } else if constexpr (std::is_same_v<T, double>) {
            return {field_kind::number};
        } else if constexpr (std::is_same_v<T, std::string>) {
            return {field_kind::string};
        } else if constexpr (std::is_same_v<T, timestamp>) {
            return {field_kind::time};
        } else if constexpr (std::is_same_v<T, boost::json::value>) {
            return {field_kind::json};
        } else if constexpr (std::is_same_v<T, boost::json::object>) {
            return {field_kind::json_object};
        } else if constexpr (std::is_integral_v<T>) {
            auto type = integer_type<T>(field_kind::integer);
            if constexpr (sizeof(T) < sizeof(std::int64_t)) type.max = std::numeric_limits<T>::max();
            if constexpr (sizeof(T) < sizeof(std::int64_t) || std::is_unsigned_v<T>)
                type.min = std::numeric_limits<T>::min();
            return type;
        } else if constexpr (std::is_enum_v<T>) {
            auto type = integer_type<T>(field_kind::enumeration);
            type.names = names_of<T>;
            return type;
        } else {
            described_type type{field_kind::object};
            type.object = &described<T>;
            return type;
        }
    }
};

template <>
struct type_maker<std::chrono::milliseconds> {
    using duration = std::chrono::milliseconds;
    static constexpr described_type make() {
        described_type type{field_kind::seconds};
        type.load = [](void const* value) -> std::int64_t { return static_cast<duration const*>(value)->count(); };
        type.store = [](void* value, std::int64_t ms) { *static_cast<duration*>(value) = duration(ms); };
        return type;
    }
};

template <class T>
struct type_maker<std::optional<T>> {
    static constexpr described_type make() {
        described_type type{field_kind::optional};
        type.element = &type_of<T>;
        type.add = [](void* o, std::string_view) -> void* { return &static_cast<std::optional<T>*>(o)->emplace(); };
        type.clear = [](void* o) { static_cast<std::optional<T>*>(o)->reset(); };
        type.each = [](void const* o, void* context, item_visitor visit) {
            if (auto const& value = *static_cast<std::optional<T> const*>(o)) visit(context, {}, &*value);
        };
        return type;
    }
};

template <class T>
struct type_maker<std::vector<T>> {
    static_assert(!std::is_same_v<T, bool>, "std::vector<bool> has no addressable elements");
    static constexpr described_type make() {
        described_type type{field_kind::list};
        type.element = &type_of<T>;
        type.add = [](void* list, std::string_view) -> void* {
            return &static_cast<std::vector<T>*>(list)->emplace_back();
        };
        type.clear = [](void* list) { static_cast<std::vector<T>*>(list)->clear(); };
        type.each = [](void const* list, void* context, item_visitor visit) {
            for (auto const& item : *static_cast<std::vector<T> const*>(list)) visit(context, {}, &item);
        };
        return type;
    }
};

template <class T>
struct type_maker<std::map<std::string, T>> {
    using container = std::map<std::string, T>;
    static constexpr described_type make() {
        described_type type{field_kind::map};
        type.element = &type_of<T>;
        type.add = [](void* map, std::string_view key) -> void* {
            return &(*static_cast<container*>(map))[std::string(key)];
        };
        type.clear = [](void* map) { static_cast<container*>(map)->clear(); };
        type.each = [](void const* map, void* context, item_visitor visit) {
            for (auto const& [key, item] : *static_cast<container const*>(map)) visit(context, key, &item);
        };
        return type;
    }
};

}  // namespace core
