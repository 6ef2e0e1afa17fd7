#include "api/dropin/cursor_page.hpp"

#include "core/json_parse.hpp"

#include <algorithm>
#include <numeric>

namespace api {

core::result<cursor_page> page_of(std::vector<std::string> const& ids, cursor_query const& asked,
                                  std::size_t otherwise) {
    cursor_page out;
    auto& places = out.places;
    places.resize(ids.size());
    std::iota(places.begin(), places.end(), 0);
    if (asked.order == "desc") std::ranges::reverse(places);

    auto const find = [&](std::optional<std::string> const& id) {
        return std::ranges::find_if(places, [&](std::size_t place) { return ids[place] == *id; });
    };
    auto const unknown = [](char const* name) { return core::invalid_fields({{name, "names nothing in this list"}}); };
    auto const& after = asked.after ? asked.after : asked.after_id;
    auto const& before = asked.before ? asked.before : asked.before_id;
    if (before) {
        auto const found = find(before);
        if (found == places.end()) return unknown(asked.before ? "before" : "before_id");
        places.erase(found, places.end());
    }
    if (after) {
        auto const found = find(after);
        if (found == places.end()) return unknown(asked.after ? "after" : "after_id");
        places.erase(places.begin(), found + 1);
    }
    auto const most = asked.limit ? static_cast<std::size_t>(*asked.limit) : otherwise;
    out.has_more = places.size() > most;
    if (!out.has_more) return out;
    if (before && !after) places.erase(places.begin(), places.end() - static_cast<std::ptrdiff_t>(most));
    else places.resize(most);
    return out;
}

}  // namespace api
