#pragma once

#include "core/clock.hpp"
#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/task.hpp"
#include "identity/access_watch.hpp"
#include "identity/audit/entry.hpp"
#include "store/database.hpp"
#include "store/repositories/groups.hpp"

#include <string>
#include <vector>

namespace identity {

// The groups of the caller's organisation: another's are not there. What a group is allowed, its members gain and lose
// at once. Thread-safe.
class group_service {
public:
    group_service(store::database& db, core::clock const& clock, access_watch& watch)
        : db_(db), clock_(clock), watch_(watch) {}
    group_service(group_service const&) = delete;

    core::task<core::result<std::vector<store::group_row>>> list(core::principal who);

    // Fail with conflict where the organisation has a group of this name.
    core::task<core::result<store::group_row>> create(core::principal who, actor by, std::string name);
    core::task<core::result<store::group_row>> rename(core::principal who, actor by, std::string id, std::string name);
    core::task<core::result<void>> remove(core::principal who, actor by, std::string id);

    core::task<core::result<std::vector<store::group_member>>> members(core::principal who, std::string id);
    core::task<core::result<void>> add_member(core::principal who, actor by, std::string id, std::string user_id);
    core::task<core::result<void>> remove_member(core::principal who, actor by, std::string id, std::string user_id);

private:
    store::database& db_;
    core::clock const& clock_;
    access_watch& watch_;
};

}  // namespace identity
