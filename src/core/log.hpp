#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace core {

enum class level : std::uint8_t { debug, info, warning, error };
enum class log_format : std::uint8_t { text, json };

// One named value of a log line. Never a secret, a prompt or an answer; control characters are escaped on output.
struct field {
    std::string_view key;
    std::variant<std::string_view, std::int64_t, double, bool> value;
};

// Sets what is written and how, once, at start: from then on lines go to standard output. Until then: info, as text, to
// standard error.
void configure_log(level minimum, log_format format);

bool log_enabled(level at);

// Writes one line. `name` says which part of the program speaks ("turn", "http"). The ids of a request are the fields
// "request_id", "trace_id" and "span_id". Thread-safe; a line is one write; nothing is allocated for a level that is
// off.
void log(level at, std::string_view name, std::string_view message, std::initializer_list<field> fields = {});

}  // namespace core
