#include "chat/sharing.hpp"

#include "chat/audience.hpp"
#include "chat/reach.hpp"
#include "core/id.hpp"
#include "store/repositories/access_changes.hpp"
#include "store/repositories/groups.hpp"
#include "store/repositories/users.hpp"

#include <algorithm>

namespace chat {

using store::connection;
using store::grantee_kind;

namespace {

constexpr std::size_t grants_max = 100;   // of one conversation

core::error no_grantee() {
    return {core::errc::not_found,
            "Your organisation has nobody and no group of that name.",
            {{"/grantee", "is not known in your organisation"}}};
}

// The grantee's id, name and address, found within the organisation of the one who shares.
core::result<store::grant_row> find_grantee(connection& db, core::principal const& who, new_grant const& what) {
    store::grant_row row{.conversation_id = {}, .kind = what.kind, .grantee_id = {}, .may = what.may, .granted_by = {}};
    if (what.kind == grantee_kind::group) {
        auto const group = store::groups::find(db, what.grantee, who.organisation_id);
        if (!group) return no_grantee();
        row.grantee_id = group->id;
        row.name = group->name;
        return row;
    }
    auto lower = what.grantee;
    std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    auto const user = what.grantee.find('@') == what.grantee.npos
                          ? store::users::find_in(db, what.grantee, who.organisation_id)
                          : store::users::find_by_email(db, lower);
    bool const there = user && user->organisation_id == who.organisation_id &&
                       (user->status == store::user_status::active || user->status == store::user_status::suspended);
    if (!there) return no_grantee();
    if (user->id == who.user_id)
        return core::error{
            core::errc::invalid_input, "This conversation is yours already.", {{"/grantee", "is the owner"}}};
    row.grantee_id = user->id;
    row.name = user->name;
    row.email = user->email;
    return row;
}

void note_access(connection& db, std::vector<std::string> const& users, core::timestamp now) {
    for (auto const& user : users) store::access_changes::add(db, user, now);
}

}  // namespace

core::task<core::result<std::vector<store::grant_row>>> sharing::list(core::principal who, std::string id) {
    auto work = [&](connection& db) -> core::result<std::vector<store::grant_row>> {
        if (auto const own = reach(db, who, id, store::share::own); !own) return own.error();
        return store::conversation_grants::list(db, id);
    };
    co_return co_await db_.read(std::move(work));
}

core::task<core::result<store::grant_row>> sharing::grant(core::principal who, identity::actor by, std::string id,
                                                          new_grant what) {
    auto const now = clock_.now();
    std::vector<std::string> users;
    auto work = [&](connection& db) -> core::result<store::grant_row> {
        if (auto const own = reach(db, who, id, store::share::own); !own) return own.error();
        auto row = find_grantee(db, who, what);
        if (!row) return row;
        if (store::conversation_grants::list(db, id).size() >= grants_max)
            return core::error{core::errc::conflict, "This conversation is shared with too many. Make them a group."};
        row->conversation_id = id;
        row->granted_by = who.user_id;
        row->created_at = now;
        store::conversation_grants::put(db, *row);
        users = store::conversation_grants::users_of(db, row->kind, row->grantee_id);
        note_access(db, users, now);   // it may have been lessened
        identity::record(db, by, who.organisation_id,
                         {.action = "conversation.share",
                          .object_kind = "conversation",
                          .object_id = id,
                          .details = {{"grantee_kind", store::to_string(row->kind)},
                                      {"grantee_id", row->grantee_id},
                                      {"may", store::to_string(row->may)}}},
                         now);
        return row;
    };
    auto out = co_await db_.write(std::move(work));
    if (!out) co_return out;
    co_await watch_.look();
    publish_to(changes_, users, id, change_kind::created);
    co_return out;
}

core::task<core::result<void>> sharing::withdraw(core::principal who, identity::actor by, std::string id,
                                                 std::string grantee_id) {
    auto const now = clock_.now();
    std::vector<std::string> users;
    auto work = [&](connection& db) -> core::result<void> {
        if (auto const own = reach(db, who, id, store::share::own); !own) return own.error();
        auto const kind = store::conversation_grants::remove(db, id, grantee_id);
        if (!kind) return core::error{core::errc::not_found, "It is not shared with them."};
        users = store::conversation_grants::users_of(db, *kind, grantee_id);
        note_access(db, users, now);
        identity::record(db, by, who.organisation_id,
                         {.action = "conversation.unshare",
                          .object_kind = "conversation",
                          .object_id = id,
                          .details = {{"grantee_kind", store::to_string(*kind)}, {"grantee_id", grantee_id}}},
                         now);
        return {};
    };
    auto out = co_await db_.write(std::move(work));
    if (!out) co_return out;
    co_await watch_.look();
    publish_to(changes_, users, id, change_kind::deleted);
    co_return out;
}

}  // namespace chat
