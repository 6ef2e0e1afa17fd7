#pragma once

#include "core/clock.hpp"
#include "core/guarded.hpp"
#include "core/result.hpp"
#include "core/settings.hpp"
#include "core/task.hpp"
#include "identity/jwt/jws.hpp"
#include "identity/jwt/registered_claims.hpp"
#include "net/http_client.hpp"
#include "net/outbound/outbound_guard.hpp"
#include "store/database.hpp"

#include <memory>
#include <string>
#include <vector>

namespace identity {

// Access tokens that somebody else issues (JWT_ISSUER, JWT_JWKS_URL, JWT_AUDIENCE). Their keys are fetched when first
// needed, again each hour, and when a token names one that is not known: at most once a minute, whatever comes. An
// account is known by issuer and subject, and made when it is first seen, where the settings let it. Thread-safe.
class foreign_issuer {
public:
    foreign_issuer(core::settings const& settings, net::http_client& client, store::database& db);
    foreign_issuer(foreign_issuer const&) = delete;

    // Whether the token says that it comes from there, which is still to be proved.
    bool made(jwt::jws const& token) const;

    // Fails with unauthorized, and with unavailable where the keys can't be fetched and none are known.
    core::task<core::result<jwt::registered_claims>> check(jwt::jws token, core::timestamp now);

    // The id of the account that these claims stand for. It is never the administrator's, and never one that merely has
    // the same e-mail address. Fails with forbidden where there is none and none is made.
    core::task<core::result<std::string>> account_of(jwt::registered_claims const& claims, core::timestamp now);

private:
    using key_list = std::shared_ptr<std::vector<jwt::key> const>;
    struct state {
        key_list keys = std::make_shared<std::vector<jwt::key> const>();
        core::timestamp fetched_at{};
        core::timestamp tried_at{};
    };

    core::task<key_list> keys_for(std::string key_id, core::timestamp now);
    core::task<void> fetch(core::timestamp now);

    core::access_settings const& settings_;
    net::http_client& client_;
    store::database& db_;
    net::outbound_guard const guard_;
    core::guarded<state> state_;
};

}  // namespace identity
