#include "core/log_line.hpp"

#include "core/json_write.hpp"
#include "core/time_text.hpp"
#include "core/unicode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace core {
namespace {

constexpr std::size_t value_bytes_max = 4096;

char const* level_name(level at) {
    switch (at) {
    case level::debug:   return "DEBUG";
    case level::info:    return "INFO";
    case level::warning: return "WARNING";
    case level::error:   return "ERROR";
    }
    return "ERROR";
}

// Nothing of the text may reach a terminal as a command: neither ASCII's control characters nor those of Latin-1
// (U+0080 to U+009F, in UTF-8 0xc2 and the same byte).
void append_escaped(std::string& out, std::string_view text) {
    if (!valid_utf8(text)) return append_escaped(out, to_valid_utf8(text));
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto c = static_cast<unsigned char>(text[i]);
        bool const latin = c == 0xc2 && static_cast<unsigned char>(text[i + 1]) < 0xa0;
        if (latin) c = static_cast<unsigned char>(text[++i]);
        if (c == '\n') out += "\\n";
        else if (c == '\r') out += "\\r";
        else if (c == '\t') out += "\\t";
        else if (c < 0x20 || c == 0x7f || latin) fmt::format_to(std::back_inserter(out), "\\x{:02x}", c);
        else out += static_cast<char>(c);
    }
}

std::string_view cut(std::string_view text) { return first_bytes(text, value_bytes_max); }

void append_text_value(std::string& out, std::string_view text) {
    bool const plain = !text.empty() && text.find_first_of(" =\"") == text.npos;
    if (plain) return append_escaped(out, text);
    out += '"';
    std::string quoted;
    for (char const c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    append_escaped(out, quoted);
    out += '"';
}

void append_value(std::string& out, log_format format, field const& each) {
    if (auto const* text = std::get_if<std::string_view>(&each.value)) {
        if (format == log_format::json) append_json_string(out, cut(*text));
        else append_text_value(out, cut(*text));
    } else if (auto const* integer = std::get_if<std::int64_t>(&each.value)) {
        fmt::format_to(std::back_inserter(out), "{}", *integer);
    } else if (auto const* number = std::get_if<double>(&each.value)) {
        append_json_number(out, *number);
    } else {
        out += std::get<bool>(each.value) ? "true" : "false";
    }
}

constexpr std::string_view ids[] = {"request_id", "trace_id", "span_id"};

bool is_id(field const& each) { return std::ranges::find(ids, each.key) != std::end(ids); }

std::string_view id_of(log_entry const& entry, std::string_view key) {
    for (auto const& each : entry.fields)
        if (each.key == key)
            if (auto const* text = std::get_if<std::string_view>(&each.value)) return cut(*text);
    return {};
}

void append_text_line(std::string& out, log_entry const& entry) {
    fmt::format_to(std::back_inserter(out), "{} - {} - [", format_time(entry.when), level_name(entry.at));
    auto const request = id_of(entry, "request_id");
    append_escaped(out, request.empty() ? "-" : request);
    out += "] - ";
    append_escaped(out, cut(entry.name));
    out += " - ";
    append_escaped(out, cut(entry.message));
    for (auto const& each : entry.fields) {
        if (each.key == "request_id") continue;
        out += ' ';
        append_escaped(out, each.key);
        out += '=';
        append_value(out, log_format::text, each);
    }
}

void append_json_line(std::string& out, log_entry const& entry) {
    fmt::format_to(std::back_inserter(out),
                   "{{\"timestamp\":\"{}\",\"level\":\"{}\",\"name\":", format_time(entry.when), level_name(entry.at));
    append_json_string(out, cut(entry.name));
    out += ",\"message\":";
    append_json_string(out, cut(entry.message));
    for (auto const key : ids) {
        auto const id = id_of(entry, key);
        fmt::format_to(std::back_inserter(out), ",\"{}\":", key);
        if (id.empty()) out += "null";
        else append_json_string(out, id);
    }
    out += ",\"fields\":{";
    bool first = true;
    for (auto const& each : entry.fields) {
        if (is_id(each)) continue;
        if (!std::exchange(first, false)) out += ',';
        append_json_string(out, each.key);
        out += ':';
        append_value(out, log_format::json, each);
    }
    out += "}}";
}

}  // namespace

void append_log_line(std::string& out, log_format format, log_entry const& entry) {
    if (format == log_format::json) append_json_line(out, entry);
    else append_text_line(out, entry);
    out += '\n';
}

}  // namespace core
