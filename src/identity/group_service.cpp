#include "identity/group_service.hpp"

#include "core/id.hpp"
#include "store/repositories/access_changes.hpp"
#include "store/repositories/users.hpp"

namespace identity {

using core::errc;
using store::connection;

namespace {

core::error no_group() { return {errc::not_found, "There is no such group."}; }

core::error name_taken() { return {errc::conflict, "There is a group of this name.", {{"/name", "is taken"}}}; }

bool has_name(connection& db, std::string const& organisation_id, std::string const& name, std::string const& but) {
    for (auto const& each : store::groups::list(db, organisation_id))
        if (each.name == name && each.id != but) return true;
    return false;
}

}  // namespace

core::task<core::result<std::vector<store::group_row>>> group_service::list(core::principal who) {
    auto work = [&](connection& db) -> core::result<std::vector<store::group_row>> {
        return store::groups::list(db, who.organisation_id);
    };
    co_return co_await db_.read(std::move(work));
}

core::task<core::result<store::group_row>> group_service::create(core::principal who, actor by, std::string name) {
    auto const now = clock_.now();
    auto work = [&](connection& db) -> core::result<store::group_row> {
        if (has_name(db, who.organisation_id, name, "")) return name_taken();
        store::group_row row{
            .id = core::new_id(now), .organisation_id = who.organisation_id, .name = name, .created_at = now};
        store::groups::insert(db, row);
        record(db, by, who.organisation_id, {"group.create", "group", row.id, {{"name", name}}}, now);
        return row;
    };
    co_return co_await db_.write(std::move(work));
}

core::task<core::result<store::group_row>> group_service::rename(core::principal who, actor by, std::string id,
                                                                 std::string name) {
    auto const now = clock_.now();
    auto work = [&](connection& db) -> core::result<store::group_row> {
        if (!store::groups::find(db, id, who.organisation_id)) return no_group();
        if (has_name(db, who.organisation_id, name, id)) return name_taken();
        store::groups::rename(db, id, who.organisation_id, name);
        record(db, by, who.organisation_id, {"group.rename", "group", id, {{"name", name}}}, now);
        return *store::groups::find(db, id, who.organisation_id);
    };
    co_return co_await db_.write(std::move(work));
}

core::task<core::result<void>> group_service::remove(core::principal who, actor by, std::string id) {
    auto const now = clock_.now();
    auto work = [&](connection& db) -> core::result<void> {
        auto const members = store::groups::members(db, id, who.organisation_id);
        if (!store::groups::remove(db, id, who.organisation_id)) return no_group();
        for (auto const& each : members) store::access_changes::add(db, each.id, now);
        record(db, by, who.organisation_id, {"group.delete", "group", id}, now);
        return {};
    };
    auto out = co_await db_.write(std::move(work));
    if (out) co_await watch_.look();
    co_return out;
}

core::task<core::result<std::vector<store::group_member>>> group_service::members(core::principal who, std::string id) {
    auto work = [&](connection& db) -> core::result<std::vector<store::group_member>> {
        if (!store::groups::find(db, id, who.organisation_id)) return no_group();
        return store::groups::members(db, id, who.organisation_id);
    };
    co_return co_await db_.read(std::move(work));
}

core::task<core::result<void>> group_service::add_member(core::principal who, actor by, std::string id,
                                                         std::string user_id) {
    auto const now = clock_.now();
    auto work = [&](connection& db) -> core::result<void> {
        if (!store::groups::find(db, id, who.organisation_id)) return no_group();
        auto const user = store::users::find_in(db, user_id, who.organisation_id);
        if (!user || user->status == store::user_status::deleted)
            return core::error{errc::not_found, "There is no such user.", {{"/user_id", "is not known"}}};
        if (!store::groups::add_member(db, id, who.organisation_id, user_id, now)) return {};   // is one already
        store::access_changes::add(db, user_id, now);
        record(db, by, who.organisation_id, {"group.add_member", "group", id, {{"user_id", user_id}}}, now);
        return {};
    };
    auto out = co_await db_.write(std::move(work));
    if (out) co_await watch_.look();
    co_return out;
}

core::task<core::result<void>> group_service::remove_member(core::principal who, actor by, std::string id,
                                                            std::string user_id) {
    auto const now = clock_.now();
    auto work = [&](connection& db) -> core::result<void> {
        if (!store::groups::remove_member(db, id, who.organisation_id, user_id))
            return core::error{errc::not_found, "There is no such member."};
        store::access_changes::add(db, user_id, now);
        record(db, by, who.organisation_id, {"group.remove_member", "group", id, {{"user_id", user_id}}}, now);
        return {};
    };
    auto out = co_await db_.write(std::move(work));
    if (out) co_await watch_.look();
    co_return out;
}

}  // namespace identity
