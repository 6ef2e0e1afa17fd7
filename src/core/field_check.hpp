#pragma once

#include "core/described.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace core {

// What one value must satisfy, in words that complete "/temperature …". Empty when it does. Shared by the readers of
// JSON, query strings and configuration.
std::string check_number(described_field const& field, double value);
std::string check_string(described_field const& field, std::string_view value);
std::string check_count(described_field const& field, std::size_t items);
std::string check_item(described_field const& field, std::string_view value);

// Sets an enumeration by name.
std::string store_name(described_type const& type, std::string_view name, void* out);

// Sets an integer or a duration after checking what its type and the field allow.
std::string store_integer(described_field const& field, described_type const& type, std::int64_t value, void* out);

// Sets a value of a simple kind (also within an optional; a list is comma-separated) from text, as queries and
// environment variables have it.
std::string store_text(described_field const& field, described_type const& type, std::string_view text, void* out);

// "must be a string": what a value of this type has to be.
std::string expectation(described_type const& type);

// The closest of `candidates` to `name`, when it is close enough to be a slip.
template <class Range>
std::optional<std::string_view> nearest(std::string_view name, Range const& candidates);

// Insertions, deletions, substitutions and swaps of neighbours that turn one into the other.
std::size_t edit_distance(std::string_view a, std::string_view b);

template <class Range>
std::optional<std::string_view> nearest(std::string_view name, Range const& candidates) {
    std::optional<std::string_view> best;
    std::size_t best_distance = name.size() < 5 ? 2 : 3;
    for (std::string_view const candidate : candidates)
        if (auto const distance = edit_distance(name, candidate); distance < best_distance)
            best = candidate, best_distance = distance;
    return best;
}

}  // namespace core
