#pragma once

#include "core/described.hpp"
#include "core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace api {

// Which part of a list a client of a drop-in API asks for. OpenAI's and Anthropic's names of the cursors mean the same:
// the id of a member that was seen.
struct cursor_query {
    std::optional<std::int64_t> limit{};
    std::optional<std::string> order{};
    std::optional<std::string> after{};
    std::optional<std::string> before{};
    std::optional<std::string> after_id{};
    std::optional<std::string> before_id{};
};
BOOST_DESCRIBE_STRUCT(cursor_query, (), (limit, order, after, before, after_id, before_id))
inline auto rules(cursor_query const*) {
    using q = cursor_query;
    return core::fields(core::range(&q::limit, 1, 1000), core::one_of(&q::order, "asc", "desc"),
                        core::length(&q::after, 1, 300), core::length(&q::before, 1, 300),
                        core::length(&q::after_id, 1, 300), core::length(&q::before_id, 1, 300),
                        core::doc(&q::after, "The id of the last member that was seen; the next ones follow it."),
                        core::doc(&q::before, "The id of the first member that was seen; the ones before it."));
}

// Places in a list, in the order to show them.
struct cursor_page {
    std::vector<std::size_t> places;
    bool has_more = false;  // in the direction that was asked for
};

// Fails with invalid_input for a cursor that names nothing in the list. Without a limit there are `otherwise` members.
core::result<cursor_page> page_of(std::vector<std::string> const& ids, cursor_query const& asked,
                                  std::size_t otherwise);

}  // namespace api
