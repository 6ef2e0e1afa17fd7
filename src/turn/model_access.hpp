#pragma once

#include "core/principal.hpp"
#include "core/result.hpp"
#include "llm/router.hpp"

#include <string_view>

namespace turn {

// Whether an API key that is restricted to some models may ask this one. Names are compared as the router understands
// them, so that neither a provider's name before the model nor its absence makes a difference. Asked on every path,
// because every turn starts in the engine. Fails with forbidden.
core::result<void> may_use_model(llm::router const& router, core::principal const& who, std::string_view model);

}  // namespace turn
