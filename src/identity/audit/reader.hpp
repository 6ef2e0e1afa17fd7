#pragma once

#include "core/clock.hpp"
#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/task.hpp"
#include "identity/audit/chain.hpp"
#include "store/database.hpp"
#include "store/repositories/audit.hpp"

#include <map>
#include <string>

namespace identity {

struct audit_list {
    store::audit_page page;
    std::map<std::string, std::string> names;   // of the users that it names, by id
};

// The audit log as auditors read it: the entries of their own organisation. The chain is one for the installation.
// Thread-safe.
class audit_reader {
public:
    audit_reader(store::database& db, core::clock const& clock) : db_(db), clock_(clock) {}

    core::task<core::result<audit_list>> list(core::principal who, store::audit_query what);
    core::task<core::result<chain_report>> verify();

private:
    store::database& db_;
    core::clock const& clock_;
};

}  // namespace identity
