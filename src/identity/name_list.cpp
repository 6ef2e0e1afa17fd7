#include "identity/name_list.hpp"

#include "core/json_parse.hpp"
#include "core/json_write.hpp"

#include <boost/json/array.hpp>

namespace identity {

std::string write_names(std::vector<std::string> const& names) {
    std::string out = "[";
    for (auto const& each : names) {
        if (out.size() > 1) out += ',';
        core::append_json_string(out, each);
    }
    return out + ']';
}

std::vector<std::string> read_names(std::string_view json) {
    std::vector<std::string> out;
    if (json == "[]") return out;
    auto const parsed = core::parse_json(json);
    auto const* list = parsed ? parsed->if_array() : nullptr;
    if (!list) return out;
    for (auto const& each : *list)
        if (each.is_string()) out.emplace_back(each.get_string());
    return out;
}

}  // namespace identity
