#pragma once

#include "core/clock.hpp"
#include "core/settings.hpp"
#include "store/database.hpp"

namespace cli {

// The database of an installation, for a command of its operator: also while a server runs on it, which then notices
// within a second. Throws store::cannot_open with a sentence for the operator.
class operator_database {
public:
    explicit operator_database(core::settings const& settings);

    core::timestamp now() const { return clock_.now(); }
    store::database& db() { return db_; }

private:
    core::system_clock clock_;
    store::database db_;
};

}  // namespace cli
