#pragma once

#include "core/clock.hpp"
#include "core/guarded.hpp"
#include "core/result.hpp"
#include "core/settings.hpp"
#include "identity/jwt/key.hpp"
#include "store/database.hpp"
#include "store/repositories/signing_keys.hpp"

#include <memory>
#include <string>
#include <vector>

namespace identity {

inline constexpr char const* key_rotation_job_kind = "signing_keys.rotate";

// The keys that sign access tokens. ES256 and RS256 have pairs of their own, kept in the store with the private half
// sealed, and a new one each month; the one before goes on verifying until the last token that it signed is over. HS256
// signs with APP_SECRET_KEY itself, so that programs which share it can verify, and is changed by changing that.
// Thread-safe.
class signing_keys {
public:
    struct state {
        jwt::algorithm how = jwt::algorithm::es256;  // of the current one
        std::vector<jwt::key> keys;  // the current one first, then those that only verify
        std::vector<jwt::algorithm> allowed;  // of all of them
        std::string jwks;  // their public halves
    };

    signing_keys(core::settings const& settings, store::database& db, core::clock const& time);
    signing_keys(signing_keys const&) = delete;

    // Reads the keys and makes one where it needs to. Blocks: before the first request.
    core::result<void> load(std::string const& secret);

    // What the job does: makes a new key when the current one is a month old, removes what verifies nothing any more,
    // and puts itself down for tomorrow.
    core::task<core::result<void>> rotate();

    std::shared_ptr<state const> now() const;

private:
    core::result<void> update(store::connection& db);
    void add_key(store::connection& db, core::timestamp now) const;
    state read(std::vector<store::signing_key_row> const& rows) const;

    core::settings const& settings_;
    store::database& db_;
    core::clock const& clock_;
    jwt::algorithm how_;
    std::string secret_, sealing_key_;
    core::guarded<std::shared_ptr<state const>> state_;
};

}  // namespace identity
