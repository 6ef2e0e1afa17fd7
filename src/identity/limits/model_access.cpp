#include "identity/limits/model_access.hpp"

#include "identity/limits/tier_refusal.hpp"

#include <algorithm>

namespace identity {

bool model_access::opens(std::span<std::string const> list, llm::route const& wanted) const {
    return list.empty() || std::ranges::any_of(list, [&](std::string const& name) {
               if (name.ends_with("/*")) return std::string_view(name).substr(0, name.size() - 2) == wanted.provider;
               auto const named = models_.resolve(name);
               return !name.empty() && named.provider == wanted.provider && named.model == wanted.model;
           });
}

core::result<void> model_access::may_use(core::principal const& who, std::string_view model) const {
    auto const table = limits_.now();
    auto const& of_tier = table->opened_by(who.tier);
    if (of_tier.known && of_tier.models.empty() && who.models.empty()) return {};
    auto const wanted = models_.resolve(model);
    if (!of_tier.known || !opens(of_tier.models, wanted))
        return tier_refusal(*table, who, "the model " + wanted.provider + "/" + wanted.model,
                            [&](opened const& by) { return opens(by.models, wanted); });
    if (opens(who.models, wanted)) return {};
    return core::error{core::errc::forbidden, "This API key is not allowed to use this model."};
}

std::optional<std::string> model_access::allowed(core::principal const& who, std::string const& wanted) const {
    for (auto const& each : {wanted, std::string()})
        if (may_use(who, each)) return each;
    return std::nullopt;
}

}  // namespace identity
