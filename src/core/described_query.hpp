#pragma once

#include "core/json_read.hpp"

#include <string_view>
#include <vector>

namespace core {

struct name_and_value {
    std::string_view name;
    std::string_view value;
};

// Fills `out` from the parameters of a query string, under the same rules as read_json. A list takes a parameter that
// is repeated, or commas; anything else may be given once.
result<void> read_query(std::vector<name_and_value> const& parameters, described_object const& type, void* out,
                        unknown fields);

// `parameters`: any range of structs with a name and a value.
template <class T, class Parameters>
result<void> read_query(Parameters const& parameters, T& out, unknown fields = unknown::refuse) {
    std::vector<name_and_value> all;
    for (auto const& each : parameters) all.push_back({each.name, each.value});
    return read_query(all, described<T>(), &out, fields);
}

}  // namespace core
