#include "turn/model_access.hpp"

#include <algorithm>

namespace turn {

core::result<void> may_use_model(llm::router const& router, core::principal const& who, std::string_view model) {
    if (who.models.empty()) return {};
    auto const wanted = router.resolve(model);
    auto const same = [&](std::string const& name) {
        auto const allowed = router.resolve(name);
        return !name.empty() && allowed.provider == wanted.provider && allowed.model == wanted.model;
    };
    if (std::ranges::any_of(who.models, same)) return {};
    return core::error{core::errc::forbidden, "This API key is not allowed to use this model."};
}

}  // namespace turn
