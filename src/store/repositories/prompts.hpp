#pragma once

#include "core/clock.hpp"
#include "store/sqlite/connection.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace store {

struct prompt_row {
    std::string id{};
    std::string user_id{};
    std::string name{};
    std::string description{};
    bool shared = false;           // with the owner's organisation
    std::int64_t version = 1;      // the newest
    core::timestamp created_at{};
    core::timestamp updated_at{};
    std::string owner_name{};      // read only

    bool operator==(prompt_row const&) const = default;
};

struct prompt_version_row {
    std::string prompt_id{};
    std::int64_t version = 1;
    std::string body{};            // JSON
    std::string created_by{};      // a user's id
    core::timestamp created_at{};
    std::string author{};          // their name; read only

    bool operator==(prompt_version_row const&) const = default;
};

// Who looks for a template.
struct prompt_reader {
    std::string const& user_id;
    std::string const& organisation_id;
};

struct prompt_page {
    std::vector<prompt_row> rows;
    std::int64_t total = 0;
};

// Versioned templates. Everything is found by somebody who may read it: its owner, or, where it is shared, anybody of
// its owner's organisation. Versions are reached only behind a row that was found so.
namespace prompts {

void insert(connection& db, prompt_row const& row);
std::optional<prompt_row> find(connection& db, std::string const& id, prompt_reader const& who);

// Whose name or description holds `text` (empty: all), by name.
prompt_page list(connection& db, prompt_reader const& who, std::string const& text, std::int64_t limit,
                 std::int64_t offset);
std::int64_t count_of(connection& db, std::string const& user_id);

// Stores the row's name, description, sharing, version and time.
void update(connection& db, prompt_row const& row);
void remove(connection& db, std::string const& id);

void add_version(connection& db, prompt_version_row const& row);
std::optional<prompt_version_row> version(connection& db, std::string const& prompt_id, std::int64_t number);
std::vector<prompt_version_row> versions(connection& db, std::string const& prompt_id);   // newest first, no bodies

std::span<statement const> statements();

}  // namespace prompts

}  // namespace store
