#include "schema_cases.hpp"

#include <cctype>

namespace negative {

using core::field_kind;

std::vector<odd_value> const& odd_values() {
    static std::vector<odd_value> const values{{"null", "null"},
                                               {"list", "[]"},
                                               {"object", "{}"},
                                               {"empty", "\"\""},
                                               {"minus_one", "-1"},
                                               {"two_to_63", "9223372036854775808"},
                                               {"huge", "1e309"},
                                               {"number", "1.5"},
                                               {"boolean", "true"},
                                               {"text", "\"x\""},
                                               {"list_of_odd", "[null,[],{}]"},
                                               {"nested", "{\"a\":{\"a\":[{}]}}"},
                                               {"lone_surrogate", R"("\ud800")"},
                                               {"nul", R"("\u0000")"},
                                               {"ten_mib", "\"" + std::string(10u << 20, 'x') + "\""}};
    return values;
}

std::vector<odd_value> const& impossible_integers() {
    static std::vector<odd_value> const values{{"minus_one", "-1"},
                                               {"least", "-9223372036854775808"},
                                               {"two_to_63", "9223372036854775808"},
                                               {"two_to_64", "18446744073709551616"},
                                               {"below_least", "-9223372036854775809"},
                                               {"huge", "1e309"},
                                               {"minus_huge", "-1e309"},
                                               {"fraction", "1.5"},
                                               {"long", std::string(400, '9')}};
    return values;
}

core::described_type const& plain(core::described_type const& type) {
    return type.kind == field_kind::optional ? plain(*type.element) : type;
}

bool has_type_of(odd_value const& value, core::described_type const& type) {
    if (value.json == "null") return type.kind == field_kind::optional || type.kind == field_kind::json;
    if (value.name == "ten_mib" || value.name == "huge" || value.name == "lone_surrogate") return false;
    switch (plain(type).kind) {
    case field_kind::boolean:     return value.json == "true";
    case field_kind::integer:     return value.name == "minus_one";
    case field_kind::seconds:
    case field_kind::number:      return value.json.find_first_of("-0123456789") == 0;
    case field_kind::time:
    case field_kind::enumeration:
    case field_kind::string:      return value.json.starts_with('"');
    case field_kind::list:        return value.json == "[]";
    case field_kind::map:
    case field_kind::object:
    case field_kind::json_object: return value.json.starts_with('{');
    case field_kind::json:
    case field_kind::optional:    return true;
    }
    return true;
}

std::string path_of(api::route const& row) {
    std::string path(row.path);
    for (auto at = path.find('{'); at != path.npos; at = path.find('{'))
        path.replace(at, path.find('}') - at + 1, "nobody");
    return path;
}

std::string body_with(api::route const& row, std::string_view field, std::string const& value) {
    std::string out = "{";
    if (row.path.starts_with("/api/v1/chat") && field != "message") out += R"("message":"x",)";
    return out + "\"" + std::string(field) + "\":" + value + "}";
}

std::string name_of(api::route const& row) {
    std::string out = api::to_string(row.method);
    for (char const c : row.path) out += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
    return out;
}

}  // namespace negative
