#include "llm/rerank/places.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace llm {

std::optional<std::vector<ranking::place>> read_places(boost::json::array const& from, std::string_view score) {
    std::vector<ranking::place> out;
    out.reserve(from.size());
    for (auto const& each : from) {
        auto const* fields = each.if_object();
        auto const* index = fields ? fields->if_contains("index") : nullptr;
        auto const* number = fields ? fields->if_contains(score) : nullptr;
        if (!index || !index->is_int64() || index->get_int64() < 0) return std::nullopt;
        if (!number || !number->is_number()) return std::nullopt;
        out.push_back({static_cast<std::size_t>(index->get_int64()), number->to_number<double>()});
    }
    return out;
}

}  // namespace llm
