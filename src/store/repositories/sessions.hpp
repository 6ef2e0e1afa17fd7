#pragma once

#include "core/clock.hpp"
#include "store/repositories/users.hpp"
#include "store/sqlite/connection.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace store {

// How a login is carried on: by a browser's cookie, or by a program's tokens.
enum class session_kind : std::uint8_t { page, tokens };

char const* to_string(session_kind kind);

// One login. Where it came from is kept so that its owner can recognise it.
struct session_row {
    std::string id;
    std::string user_id;
    session_kind kind = session_kind::page;
    std::string secret_hash;  // SHA-256 of the cookie's secret; of a secret that nobody has where `kind` is tokens
    std::string address{};
    std::string user_agent{};
    core::timestamp created_at{}, last_used_at{}, expires_at{};

    bool operator==(session_row const&) const = default;
};

struct session_and_user {
    session_row session;
    user_row user;
};

namespace sessions {

void insert(connection& db, session_row const& row);

// A session that has not expired, and whose user is active. Whoever asks has the secret, or what was signed over the
// id.
std::optional<session_and_user> find_by_secret(connection& db, std::string const& secret_hash, core::timestamp now);
std::optional<session_and_user> find(connection& db, std::string const& id, core::timestamp now);

std::vector<session_row> list(connection& db, std::string const& user_id, core::timestamp now);

// False when there is no such session of that user.
bool remove(connection& db, std::string const& id, std::string const& user_id);
// All of a user but one, or but none where it is empty. Returns how many.
std::int64_t remove_all_but(connection& db, std::string const& user_id, std::string const& kept_id);

// Gives a session another secret: the one before opens nothing any more.
bool replace_secret(connection& db, std::string const& id, std::string const& secret_hash);

// Notes that it was used and lets it live on until `expires_at`.
void touch(connection& db, std::string const& id, core::timestamp now, core::timestamp expires_at);

// What the identity provider of the login gave, sealed; empty: none.
void set_id_token(connection& db, std::string const& id, std::string const& sealed);
std::string id_token_of(connection& db, std::string const& id);

std::int64_t purge(connection& db, core::timestamp now);

std::span<statement const> statements();

}  // namespace sessions

}  // namespace store
