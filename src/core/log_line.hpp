#pragma once

#include "core/clock.hpp"
#include "core/log.hpp"

#include <string>

namespace core {

struct log_entry {
    timestamp when;
    level at;
    std::string_view name;
    std::string_view message;
    std::initializer_list<field> fields;
};

// Appends one line with its newline, and no other: text for people ("time - LEVEL - [request-id] - name - message
// key=value") or one JSON object for machines. Whatever the entry holds, the line is valid UTF-8 without control
// characters, and each value is cut at 4 KiB.
void append_log_line(std::string& out, log_format format, log_entry const& entry);

}  // namespace core
