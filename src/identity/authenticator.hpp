#pragma once

#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/settings.hpp"
#include "core/task.hpp"
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
    authenticator(core::settings const& settings, sessions& logins) : settings_(settings), sessions_(logins) {}
    authenticator(authenticator const&) = delete;

    // Nobody where the request carries no credential. Fails with unauthorized where it carries one that is not valid
    // (any more): a wrong credential is never taken for none.
    core::task<core::result<caller>> authenticate(net::request const& request);

private:
    core::settings const& settings_;
    sessions& sessions_;
};

}  // namespace identity
