#pragma once

#include "core/principal.hpp"
#include "core/result.hpp"
#include "identity/limits/current_limits.hpp"
#include "llm/router.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace identity {

// Who may ask which model: their tier opens it, and so does their API key. Lists name models as "provider/model", by
// bare names, or "provider/*"; an empty list opens all. Names are compared as the router understands them, so that
// neither a provider's name before the model nor its absence makes a difference. Thread-safe.
class model_access {
public:
    model_access(llm::router const& models, current_limits const& limits) : models_(models), limits_(limits) {}

    // Asked on every path that leads to a model. Fails with forbidden, naming the tier that is needed.
    core::result<void> may_use(core::principal const& who, std::string_view model) const;

    // The model that was wanted, else the default one; nothing where they may ask neither.
    std::optional<std::string> allowed(core::principal const& who, std::string const& wanted) const;

private:
    bool opens(std::span<std::string const> list, llm::route const& wanted) const;

    llm::router const& models_;
    current_limits const& limits_;
};

}  // namespace identity
