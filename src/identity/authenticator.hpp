#pragma once

#include "core/clock.hpp"
#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/settings.hpp"
#include "core/task.hpp"
#include "identity/bearer.hpp"
#include "identity/credential_cache.hpp"
#include "identity/sessions.hpp"
#include "net/http.hpp"

#include <cstdint>
#include <optional>

namespace identity {

// By what a request says whom it acts for. A browser sends its cookie by itself, whoever made the request: what comes
// by cookie alone must show that the page meant it.
enum class credential : std::uint8_t { none, anonymous, cookie, token, key };

struct caller {
    std::optional<core::principal> who{};
    credential by = credential::none;
};

// Finds out whom a request acts for. Thread-safe.
class authenticator {
public:
    authenticator(core::settings const& settings, core::clock const& time, sessions& logins, bearer& sent,
                  credential_cache& cache)
        : settings_(settings), clock_(time), sessions_(logins), bearer_(sent), cache_(cache) {}
    authenticator(authenticator const&) = delete;

    // Nobody where the request carries no credential. Fails with unauthorized where it carries one that is not valid
    // (any more): a wrong credential is never taken for none. What stands in a header counts more than a cookie, which
    // a browser adds by itself.
    core::task<core::result<caller>> authenticate(net::request const& request);

private:
    core::task<core::result<core::principal>> of_cookie(std::string const& secret);

    core::settings const& settings_;
    core::clock const& clock_;
    sessions& sessions_;
    bearer& bearer_;
    credential_cache& cache_;
};

}  // namespace identity
