#include "identity/limits/tier_refusal.hpp"

#include <fmt/format.h>

namespace identity {

core::error tier_refusal(limit_table const& limits, core::principal const& who, std::string const& what,
                         std::function<bool(opened const&)> const& includes) {
    auto const enough = limits.lowest_tier(includes);
    if (enough.empty())
        return {core::errc::forbidden, fmt::format("No tier includes {}.", what), {{"tier", "none includes it"}}};
    return {core::errc::forbidden,
            fmt::format("Your tier, {}, does not include {}: it needs the tier {}.", who.tier, what, enough),
            {{"tier", "must be " + enough}}};
}

core::result<void> check_feature(limit_table const& limits, core::principal const& who, feature wanted) {
    auto const has = [name = std::string_view(to_string(wanted))](opened const& by) { return by.has(name); };
    if (has(limits.opened_by(who.tier))) return {};
    return tier_refusal(limits, who, wanted == feature::api_keys ? "API keys" : "sharing", has);
}

}  // namespace identity
