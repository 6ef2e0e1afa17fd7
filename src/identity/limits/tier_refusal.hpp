#pragma once

#include "core/principal.hpp"
#include "core/result.hpp"
#include "identity/limits/feature.hpp"
#include "identity/limits/limit_table.hpp"

#include <functional>
#include <string>

namespace identity {

// Forbidden: the caller's tier does not include `what`. Names the lowest tier that does, where `includes` finds one.
core::error tier_refusal(limit_table const& limits, core::principal const& who, std::string const& what,
                         std::function<bool(opened const&)> const& includes);

// Fails so where the caller's tier does not have the feature.
core::result<void> check_feature(limit_table const& limits, core::principal const& who, feature wanted);

}  // namespace identity
