#include "store/repositories/oidc_flows.hpp"

namespace store {

namespace {

constexpr statement insert_row =
    "INSERT INTO oidc_flows (state_hash, browser_hash, provider, nonce, verifier, return_to, created_at, expires_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
constexpr statement find_row =
    "SELECT state_hash, browser_hash, provider, nonce, verifier, return_to, created_at, expires_at FROM oidc_flows"
    " WHERE state_hash = $1 AND browser_hash = $2 AND provider = $3 AND expires_at > $4";
constexpr statement remove_row = "DELETE FROM oidc_flows WHERE state_hash = $1";
constexpr statement purge_rows = "DELETE FROM oidc_flows WHERE expires_at <= $1";

constexpr statement all[] = {insert_row, find_row, remove_row, purge_rows};

}  // namespace

namespace oidc_flows {

void insert(connection& db, oidc_flow_row const& row) {
    db.execute(insert_row, row.state_hash, row.browser_hash, row.provider, row.nonce, row.verifier, row.return_to,
               row.created_at, row.expires_at);
}

std::optional<oidc_flow_row> find(connection& db, std::string const& state_hash, std::string const& browser_hash,
                                  std::string const& provider, core::timestamp now) {
    auto found = db.query(find_row, state_hash, browser_hash, provider, now);
    if (!found.next()) return std::nullopt;
    return oidc_flow_row{.state_hash = found.get<std::string>(0),
                         .browser_hash = found.get<std::string>(1),
                         .provider = found.get<std::string>(2),
                         .nonce = found.get<std::string>(3),
                         .verifier = found.get<std::string>(4),
                         .return_to = found.get<std::string>(5),
                         .created_at = found.get<core::timestamp>(6),
                         .expires_at = found.get<core::timestamp>(7)};
}

bool remove(connection& db, std::string const& state_hash) { return db.execute(remove_row, state_hash) > 0; }

std::int64_t purge(connection& db, core::timestamp now) { return db.execute(purge_rows, now); }

std::span<statement const> statements() { return all; }

}  // namespace oidc_flows

}  // namespace store
