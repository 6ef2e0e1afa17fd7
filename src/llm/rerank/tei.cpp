#include "llm/rerank/tei.hpp"

#include "llm/rerank/places.hpp"
#include "llm/wire/failure.hpp"
#include "llm/wire/json_text.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace llm {

namespace json = boost::json;

std::string write_tei_rerank_request(std::string_view query, std::span<std::string const> texts) {
    json::monotonic_resource arena;
    json::storage_ptr const memory(&arena);
    json::object out(memory);
    out["query"] = query;
    json::array list(memory);
    for (auto const& text : texts) list.push_back(json::string(text, memory));
    out["texts"] = std::move(list);
    out["truncate"] = true;
    return json::serialize(out);
}

core::result<std::vector<ranking::place>> read_tei_ranking(std::string_view body, std::size_t texts,
                                                           upstream const& by) {
    json::monotonic_resource arena;
    auto const reply = parse_json_leniently(body, &arena);
    auto const* list = reply ? reply->if_array() : nullptr;
    auto told = list ? read_places(*list, "score") : std::nullopt;
    auto best = told ? best_of(std::move(*told), texts, texts) : std::nullopt;
    if (!best) return unreadable(by);
    return std::move(*best);
}

}  // namespace llm
