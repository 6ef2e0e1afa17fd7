#pragma once

#include "core/clock.hpp"
#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/task.hpp"
#include "identity/credential_cache.hpp"
#include "identity/foreign_issuer.hpp"
#include "identity/jwt/jws.hpp"
#include "identity/last_use.hpp"
#include "identity/signing_keys.hpp"
#include "store/database.hpp"

#include <string_view>

namespace identity {

// Finds out whom a token or an API key acts for, as the rows say now: a credential is worth what its user may at this
// moment, whatever it says itself. Thread-safe.
class bearer {
public:
    bearer(store::database& db, core::clock const& time, signing_keys const& keys, foreign_issuer& others,
           credential_cache& cache, last_use& uses)
        : db_(db), clock_(time), keys_(keys), others_(others), cache_(cache), uses_(uses) {}
    bearer(bearer const&) = delete;

    // Fails with unauthorized, in the same words whatever is wrong with it, and with unavailable where the store can't
    // be asked. `credential` must outlive the task.
    core::task<core::result<core::principal>> verify(std::string_view credential);

private:
    struct verified {
        core::principal who;
        core::timestamp until;
    };

    core::task<core::result<verified>> of_key(std::string_view key, core::timestamp now);
    core::task<core::result<verified>> of_token(std::string_view text, core::timestamp now);
    core::task<core::result<verified>> of_session(std::string user_id, std::string session_id, core::timestamp until,
                                                  core::timestamp now);
    core::task<core::result<verified>> of_foreign(jwt::jws token, core::timestamp now);

    store::database& db_;
    core::clock const& clock_;
    signing_keys const& keys_;
    foreign_issuer& others_;
    credential_cache& cache_;
    last_use& uses_;
};

}  // namespace identity
