#pragma once

#include "core/settings.hpp"

#include <string>
#include <string_view>

namespace identity {

// The secret of this installation, from which keys are derived: APP_SECRET_KEY, or in development the random one in
// DATA_DIR/secret.key, which is made (mode 0600) where it is not there yet. Throws runtime_error with a sentence for
// the operator where the file can't be read or written, or holds too little.
std::string installation_secret(core::settings const& settings);

// 32 bytes for one purpose, such as "signing keys" (HKDF-SHA-256, RFC 5869): one purpose's key tells nothing of
// another's, or of the secret.
std::string derive_key(std::string_view secret, std::string_view purpose);

}  // namespace identity
