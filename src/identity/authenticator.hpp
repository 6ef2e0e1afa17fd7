#pragma once

#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/settings.hpp"
#include "core/task.hpp"
#include "net/http.hpp"

#include <optional>

namespace identity {

// Finds out whom a request acts for. Thread-safe.
class authenticator {
public:
    explicit authenticator(core::settings const& settings) : settings_(settings) {}
    authenticator(authenticator const&) = delete;

    // Nobody where the request carries no credential. Fails with unauthorized where it carries one that is not valid
    // (any more): a wrong credential is never taken for none.
    core::task<core::result<std::optional<core::principal>>> authenticate(net::request const& request);

private:
    core::settings const& settings_;
};

}  // namespace identity
