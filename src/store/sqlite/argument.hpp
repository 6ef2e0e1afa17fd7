#pragma once

#include "core/clock.hpp"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace store {

// Bytes that are no text.
struct blob {
    std::string bytes;

    bool operator==(blob const&) const = default;
};

// A value for a parameter of a statement. Borrows text and bytes: they must live until the call returns.
class argument {
public:
    struct bytes {
        std::string_view view;
    };
    using value_type = std::variant<std::monostate, std::int64_t, double, std::string_view, bytes>;

    argument(std::nullopt_t) {}
    argument(std::integral auto value) : value_(static_cast<std::int64_t>(value)) {}
    argument(double value) : value_(value) {}
    argument(std::string_view value) : value_(value) {}
    argument(std::string const& value) : value_(std::string_view(value)) {}
    argument(char const* value) : value_(std::string_view(value)) {}
    argument(blob const& value) : value_(bytes{value.bytes}) {}
    argument(bytes value) : value_(value) {}
    argument(core::timestamp value) : value_(core::to_ms(value)) {}
    template <class T>
    argument(std::optional<T> const& value) : argument(value ? argument(*value) : argument(std::nullopt)) {}

    value_type const& value() const { return value_; }

private:
    value_type value_;
};

}  // namespace store
