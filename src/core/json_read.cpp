#include "core/json_read.hpp"

#include "core/field_check.hpp"
#include "core/json_parse.hpp"
#include "core/time_text.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <fmt/format.h>

#include <cmath>
#include <ranges>

namespace core {
namespace {

namespace json = boost::json;

constexpr std::size_t problems_max = 20;

class json_reader {
public:
    explicit json_reader(unknown fields) : unknown_(fields) {}

    result<void> finish() {
        if (problems_.empty()) return {};
        return invalid_fields(std::move(problems_));
    }

    void read_object(json::value const& from, described_object const& type, void* out, std::string const& at);

private:
    using field = described_field;
    using type = described_type;

    void read(json::value const& from, field const& f, type const& t, void* out, std::string const& at);
    void read_list(json::value const& from, field const& f, type const& t, void* out, std::string const& at);
    void read_map(json::value const& from, field const& f, type const& t, void* out, std::string const& at);
    void read_integer(json::value const& from, field const& f, type const& t, void* out, std::string const& at);
    void read_number(json::value const& from, field const& f, type const& t, void* out, std::string const& at);
    void read_string(json::string const& from, field const& f, type const& t, void* out, std::string const& at);
    void read_unknown(std::string_view name, described_object const& type, std::string const& at);

    void mistyped(json::value const& from, type const& t, std::string const& at) {
        report(at, fmt::format("{}, not {}", expectation(t), kind_name(from)));
    }
    // Takes note of `problem`, unless there is none.
    void report(std::string const& at, std::string problem) {
        if (!problem.empty() && problems_.size() < problems_max) problems_.push_back({at, std::move(problem)});
    }

    unknown unknown_;
    std::vector<field_problem> problems_;
};

void json_reader::read_object(json::value const& from, described_object const& object, void* out,
                              std::string const& at) {
    auto const* given = from.if_object();
    if (!given) return report(at, fmt::format("must be an object, not {}", kind_name(from)));

    std::size_t known = 0;
    for (auto const& f : object.fields) {
        auto const* value = given->if_contains(f.name);
        if (!value && f.required) report(json_pointer(at, f.name), "is required");
        if (!value) continue;
        ++known;
        read(*value, f, *f.type, static_cast<char*>(out) + f.offset, json_pointer(at, f.name));
    }
    if (unknown_ == unknown::ignore || known == given->size()) return;
    for (auto const& member : *given)
        if (!object.find(member.key())) read_unknown(member.key(), object, at);
}

void json_reader::read_unknown(std::string_view name, described_object const& object, std::string const& at) {
    std::string problem = "is not a known field";
    if (auto const meant = nearest(name, object.fields | std::views::transform(&described_field::name)))
        problem += fmt::format("; did you mean \"{}\"?", *meant);
    report(json_pointer(at, name), std::move(problem));
}

void json_reader::read(json::value const& from, field const& f, type const& t, void* out, std::string const& at) {
    switch (t.kind) {
    case field_kind::optional:
        // Absent and null differ for an optional of an optional: the inner one is then the empty one.
        if (from.is_null() && t.element->kind != field_kind::optional && t.element->kind != field_kind::json)
            return t.clear(out);
        return read(from, f, *t.element, t.add(out, {}), at);
    case field_kind::json: *static_cast<json::value*>(out) = json::value(from, json::storage_ptr()); return;
    case field_kind::json_object:
        if (!from.is_object()) break;
        *static_cast<json::object*>(out) = json::object(from.get_object(), json::storage_ptr());
        return;
    case field_kind::object: return read_object(from, t.object(), out, at);
    case field_kind::list:
        if (!from.is_array()) break;
        return read_list(from, f, t, out, at);
    case field_kind::map:
        if (!from.is_object()) break;
        return read_map(from, f, t, out, at);
    case field_kind::boolean:
        if (!from.is_bool()) break;
        *static_cast<bool*>(out) = from.get_bool();
        return;
    case field_kind::integer:
        if (!from.is_number()) break;
        return read_integer(from, f, t, out, at);
    case field_kind::number:
    case field_kind::seconds:
        if (!from.is_number()) break;
        return read_number(from, f, t, out, at);
    case field_kind::string:
    case field_kind::enumeration:
    case field_kind::time:
        if (!from.is_string()) break;
        return read_string(from.get_string(), f, t, out, at);
    }
    mistyped(from, t, at);
}

void json_reader::read_list(json::value const& from, field const& f, type const& t, void* out, std::string const& at) {
    auto const& items = from.get_array();
    t.clear(out);
    if (auto problem = check_count(f, items.size()); !problem.empty()) return report(at, std::move(problem));

    // Of the field's constraints only those on items go on to them.
    field item{.name = f.name,
               .length_min = f.item_length_min,
               .length_max = f.item_length_max,
               .min = f.min,
               .max = f.max,
               .allowed = f.allowed};
    for (std::size_t i = 0; i < items.size() && problems_.size() < problems_max; ++i)
        read(items[i], item, *t.element, t.add(out, {}), json_pointer(at, std::to_string(i)));
}

void json_reader::read_map(json::value const& from, field const& f, type const& t, void* out, std::string const& at) {
    auto const& entries = from.get_object();
    t.clear(out);
    if (auto problem = check_count(f, entries.size()); !problem.empty()) return report(at, std::move(problem));
    field const item{.name = f.name, .length_min = f.item_length_min, .length_max = f.item_length_max};
    for (auto const& entry : entries)
        read(entry.value(), item, *t.element, t.add(out, entry.key()), json_pointer(at, entry.key()));
}

void json_reader::read_integer(json::value const& from, field const& f, type const& t, void* out,
                               std::string const& at) {
    if (from.is_int64()) return report(at, store_integer(f, t, from.get_int64(), out));
    // 5.0 is an integer (JSON Schema says so), as far as a double counts without gaps.
    if (auto const* d = from.if_double(); d && std::trunc(*d) == *d && std::abs(*d) <= 9007199254740992.0)
        return report(at, store_integer(f, t, static_cast<std::int64_t>(*d), out));
    if (auto const* d = from.if_double(); d && std::trunc(*d) != *d) return report(at, expectation(t));
    if (f.min && f.max) return report(at, check_number(f, from.to_number<double>()));
    report(at, fmt::format("must be between {} and {}", t.min, t.max));
}

void json_reader::read_number(json::value const& from, field const& f, type const& t, void* out,
                              std::string const& at) {
    auto const value = from.to_number<double>();
    if (auto problem = check_number(f, value); !problem.empty()) return report(at, std::move(problem));
    if (t.kind == field_kind::number) *static_cast<double*>(out) = value;
    else if (std::abs(value) > 1e12) report(at, "must be a sensible number of seconds");
    else t.store(out, std::llround(value * 1000));
}

void json_reader::read_string(json::string const& from, field const& f, type const& t, void* out,
                              std::string const& at) {
    if (t.kind == field_kind::enumeration) return report(at, store_name(t, from, out));
    if (t.kind == field_kind::time) {
        auto const value = parse_time(from);
        if (!value) return report(at, expectation(t));
        *static_cast<timestamp*>(out) = *value;
        return;
    }
    if (auto problem = check_string(f, from); !problem.empty()) return report(at, std::move(problem));
    static_cast<std::string*>(out)->assign(from.data(), from.size());
}

}  // namespace

result<void> read_json(std::string_view text, described_object const& type, void* out, unknown fields) {
    unsigned char first_block[4096];   // most requests fit
    json::monotonic_resource memory(first_block, sizeof first_block);
    auto parsed = parse_json(text, &memory);
    if (!parsed) return parsed.error();
    return read_json_value(*parsed, type, out, fields);
}

result<void> read_json_value(json::value const& value, described_object const& type, void* out, unknown fields) {
    json_reader reader(fields);
    reader.read_object(value, type, out, {});
    return reader.finish();
}

}  // namespace core
