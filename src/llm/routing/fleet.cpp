#include "llm/routing/fleet.hpp"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <utility>

namespace llm {
namespace {

std::vector<std::shared_ptr<provider>> shared(std::vector<std::unique_ptr<provider>> these) {
    return {std::move_iterator(these.begin()), std::move_iterator(these.end())};
}

std::vector<endpoint_config> endpoints_of(std::vector<std::shared_ptr<provider>> const& providers,
                                          std::vector<endpoint_config> out) {
    out.resize(providers.size());
    for (std::size_t i = 0; i < providers.size(); ++i) {
        out[i].provider = providers[i]->name();
        if (out[i].provider == "demo") out[i].breaks = false;   // it is in this process, and fails only when told to
    }
    return out;
}

std::uint64_t next_number() {
    static std::atomic<std::uint64_t> last = 0;
    return ++last;
}

}  // namespace

fleet::fleet(std::vector<std::unique_ptr<provider>> these, std::vector<endpoint_config> configs, routing_rules rules,
             breaker_bounds bounds, std::function<void(endpoint_status const&)> changed, fleet const* before)
    : providers(shared(std::move(these))), endpoints(endpoints_of(providers, std::move(configs))),
      book(std::move(rules)), desk(endpoints, bounds, std::move(changed), before ? &before->desk : nullptr),
      number(next_number()) {}

std::shared_ptr<provider> fleet::find(std::string_view name) const {
    auto const found = std::ranges::find(providers, name, [](auto const& one) { return one->name(); });
    return found == providers.end() ? nullptr : *found;
}

}  // namespace llm
