#pragma once

#include "core/clock.hpp"
#include "store/sqlite/connection.hpp"

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace store {

// nano_usd: billionths of a dollar.
enum class budget_unit : std::uint8_t { tokens, nano_usd };
BOOST_DESCRIBE_ENUM(budget_unit, tokens, nano_usd)

enum class budget_period : std::uint8_t { day, month };
BOOST_DESCRIBE_ENUM(budget_period, day, month)

// `global` is the whole installation.
enum class budget_subject : std::uint8_t { user, key, group, organisation, conversation, global };
BOOST_DESCRIBE_ENUM(budget_subject, user, key, group, organisation, conversation, global)

// How much of one unit somebody may use in each day or month.
struct budget_row {
    std::string id;
    std::string organisation_id;   // whose admins may see and change it
    budget_subject subject = budget_subject::user;
    std::string subject_id{};      // empty with `global`
    budget_unit unit = budget_unit::tokens;
    budget_period period = budget_period::month;
    std::int64_t amount = 0;
    core::timestamp created_at{}, updated_at{};

    bool operator==(budget_row const&) const = default;
};

namespace budgets {

// Whether there is such a user, key, group, organisation or conversation, and in this organisation. `global` is always.
bool subject_exists(connection& db, budget_subject kind, std::string const& id, std::string const& organisation);

// Throws constraint_violation where the subject has a budget of this unit and period.
void insert(connection& db, budget_row const& row);

std::optional<budget_row> find(connection& db, std::string const& id, std::string const& organisation);
std::vector<budget_row> list(connection& db, std::string const& organisation);
std::vector<budget_row> of_subject(connection& db, budget_subject subject, std::string const& subject_id);

// Every organisation's: what the ledger works by.
std::vector<budget_row> all(connection& db);

// False when there is none.
bool set_amount(connection& db, std::string const& id, std::string const& organisation, std::int64_t amount,
                core::timestamp now);
bool remove(connection& db, std::string const& id, std::string const& organisation);

std::span<statement const> statements();

}  // namespace budgets

}  // namespace store
