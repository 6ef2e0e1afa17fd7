#pragma once

#include "llm/provider.hpp"
#include "llm/routing/endpoint_desk.hpp"
#include "llm/routing/route_book.hpp"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace llm {

// The endpoints that there are, what the operator wants of names of models, and how the endpoints have been doing. When
// the operator changes it another takes its place; calls that are under way go on with theirs. Only the desk changes.
struct fleet {
    fleet(std::vector<std::unique_ptr<provider>> these, std::vector<endpoint_config> configs, routing_rules rules,
          breaker_bounds bounds, std::function<void(endpoint_status const&)> changed, fleet const* before = nullptr);
    fleet(fleet const&) = delete;

    // Null where there is none of that name.
    std::shared_ptr<provider> find(std::string_view name) const;

    std::vector<std::shared_ptr<provider>> const providers;  // those of the same name are endpoints of one
    std::vector<endpoint_config> const endpoints;  // of the providers, in their order
    route_book const book;
    endpoint_desk desk;  // remembers the endpoints that the fleet before had
    std::uint64_t const number;  // no two in one process have the same
};

}  // namespace llm
