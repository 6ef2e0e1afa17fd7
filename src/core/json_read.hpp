#pragma once

#include "core/described.hpp"
#include "core/result.hpp"

#include <boost/json/fwd.hpp>

#include <cstdint>
#include <string_view>

namespace core {

// What happens to fields that the struct does not have: our own API refuses them, so that a slip is seen; the formats
// of others are read leniently.
enum class unknown : std::uint8_t { refuse, ignore };

// Fills `out`, an instance of `type`, from a JSON object. Fails with errc::invalid_input and every problem found (at
// most 20), each with its JSON pointer; `out` is then partly filled and must not be used. Never throws on input.
result<void> read_json(std::string_view text, described_object const& type, void* out, unknown fields);
result<void> read_json_value(boost::json::value const& value, described_object const& type, void* out, unknown fields);

template <class T>
result<void> read_json(std::string_view text, T& out, unknown fields = unknown::refuse) {
    return read_json(text, described<T>(), &out, fields);
}

template <class T>
result<void> read_json_value(boost::json::value const& value, T& out, unknown fields = unknown::refuse) {
    return read_json_value(value, described<T>(), &out, fields);
}

}  // namespace core
