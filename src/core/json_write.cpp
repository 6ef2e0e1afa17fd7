#include "core/json_write.hpp"

#include "core/time_text.hpp"
#include "core/unicode.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace core {
namespace {

namespace json = boost::json;

void write_value(std::string& out, described_type const& type, void const* value);

struct item_writer {
    std::string& out;
    described_type const& element;
    bool with_keys;
    bool first = true;

    static void visit(void* context, std::string_view key, void const* item) {
        auto& self = *static_cast<item_writer*>(context);
        if (!std::exchange(self.first, false)) self.out += ',';
        if (self.with_keys) {
            append_json_string(self.out, key);
            self.out += ':';
        }
        write_value(self.out, self.element, item);
    }
};

void write_items(std::string& out, described_type const& type, void const* value) {
    bool const map = type.kind == field_kind::map;
    item_writer writer{out, *type.element, map};
    out += map ? '{' : '[';
    type.each(value, &writer, &item_writer::visit);
    out += map ? '}' : ']';
}

void write_optional(std::string& out, described_type const& type, void const* value) {
    item_writer writer{out, *type.element, false};
    type.each(value, &writer, &item_writer::visit);
    if (writer.first) out += "null";
}

void write_value(std::string& out, described_type const& type, void const* value) {
    auto into = std::back_inserter(out);
    switch (type.kind) {
    case field_kind::boolean:     out += *static_cast<bool const*>(value) ? "true" : "false"; return;
    case field_kind::integer:     fmt::format_to(into, "{}", type.load(value)); return;
    case field_kind::number:      append_json_number(out, *static_cast<double const*>(value)); return;
    case field_kind::seconds:     append_json_number(out, static_cast<double>(type.load(value)) / 1000); return;
    case field_kind::string:      append_json_string(out, *static_cast<std::string const*>(value)); return;
    case field_kind::time:        append_json_string(out, format_time(*static_cast<timestamp const*>(value))); return;
    case field_kind::json:        out += json::serialize(*static_cast<json::value const*>(value)); return;
    case field_kind::json_object: out += json::serialize(*static_cast<json::object const*>(value)); return;
    case field_kind::object:      write_json(out, type.object(), value); return;
    case field_kind::list:
    case field_kind::map:         write_items(out, type, value); return;
    case field_kind::optional:    write_optional(out, type, value); return;
    case field_kind::enumeration: {
        auto const found = std::ranges::find(type.names, type.load(value), &enumerator_name::value);
        append_json_string(out, found == type.names.end() ? std::string_view() : found->name);
        return;
    }
    }
}

bool is_empty(described_type const& type, void const* value) {
    switch (type.kind) {
    case field_kind::string:      return static_cast<std::string const*>(value)->empty();
    case field_kind::json:        return static_cast<json::value const*>(value)->is_null();
    case field_kind::json_object: return static_cast<json::object const*>(value)->empty();
    case field_kind::optional:
    case field_kind::list:
    case field_kind::map:         {
        bool empty = true;
        type.each(value, &empty, [](void* seen, std::string_view, void const*) { *static_cast<bool*>(seen) = false; });
        return empty;
    }
    default: return false;
    }
}

}  // namespace

void write_json(std::string& out, described_object const& type, void const* value) {
    out += '{';
    bool first = true;
    for (auto const& field : type.fields) {
        void const* const member = static_cast<char const*>(value) + field.offset;
        if (field.omit_empty && is_empty(*field.type, member)) continue;
        if (!std::exchange(first, false)) out += ',';
        append_json_string(out, field.name);
        out += ':';
        write_value(out, *field.type, member);
    }
    out += '}';
}

void append_json_string(std::string& out, std::string_view text) {
    if (!valid_utf8(text)) return append_json_string(out, to_valid_utf8(text));
    out += '"';
    std::size_t copied = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c != '"' && c != '\\') continue;
        out.append(text, copied, i - copied);
        copied = i + 1;
        switch (c) {
        case '"':  out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:   fmt::format_to(std::back_inserter(out), "\\u{:04x}", c);
        }
    }
    out.append(text, copied);
    out += '"';
}

void append_json_number(std::string& out, double value) {
    if (std::isfinite(value)) fmt::format_to(std::back_inserter(out), "{}", value);
    else out += "null";
}

}  // namespace core
