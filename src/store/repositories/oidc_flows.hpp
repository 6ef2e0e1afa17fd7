#pragma once

#include "core/clock.hpp"
#include "store/sqlite/connection.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace store {

// A single sign-on that is under way at a provider. It belongs to the browser that began it.
struct oidc_flow_row {
    std::string state_hash;
    std::string browser_hash;
    std::string provider;
    std::string nonce;
    std::string verifier;      // of PKCE
    std::string return_to{};
    core::timestamp created_at{}, expires_at{};

    bool operator==(oidc_flow_row const&) const = default;
};

namespace oidc_flows {

void insert(connection& db, oidc_flow_row const& row);

// One that has not expired, by its state, of this browser and with this provider: nobody else's is found.
std::optional<oidc_flow_row> find(connection& db, std::string const& state_hash, std::string const& browser_hash,
                                  std::string const& provider, core::timestamp now);

// Ends it. False when it is over already: of two who end the same one, one succeeds.
bool remove(connection& db, std::string const& state_hash);

std::int64_t purge(connection& db, core::timestamp now);

std::span<statement const> statements();

}  // namespace oidc_flows

}  // namespace store
