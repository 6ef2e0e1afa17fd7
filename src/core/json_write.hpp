#pragma once

#include "core/described.hpp"

#include <string>
#include <string_view>

namespace core {

// Appends `value`, an instance of `type`, as compact JSON. Every field is written; an absent optional as null, unless
// it is marked omit_empty. The result is always valid JSON in valid UTF-8: invalid bytes become U+FFFD, numbers that
// JSON does not have become null.
void write_json(std::string& out, described_object const& type, void const* value);

template <class T>
void write_json(std::string& out, T const& value) {
    write_json(out, described<T>(), &value);
}

template <class T>
std::string write_json(T const& value) {
    std::string out;
    write_json(out, described<T>(), &value);
    return out;
}

// Appends `text` as a JSON string, in quotes.
void append_json_string(std::string& out, std::string_view text);

// Appends a number so that it reads back the same.
void append_json_number(std::string& out, double value);

}  // namespace core
