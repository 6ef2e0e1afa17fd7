#include "chat/reach.hpp"

namespace chat {

using store::connection;
using store::share;

namespace {

store::grantee grantee_of(core::principal const& who) { return {who.user_id, who.organisation_id}; }

core::error only(share what) {
    return {core::errc::forbidden, what == share::own ? "Only the owner of this conversation may do this."
                                                      : "This conversation is shared with you to read only."};
}

}  // namespace

core::error conversation_not_found() { return {core::errc::conversation_not_found, "There is no such conversation."}; }

core::result<reached> reach(connection& db, core::principal const& who, std::string const& id, share at_least) {
    if (auto own = store::conversations::find(db, id, who.user_id)) return reached{std::move(*own)};
    auto shared = store::conversation_grants::of_conversation(db, id, grantee_of(who));
    if (!shared) return conversation_not_found();
    if (shared->may < at_least) return only(at_least);
    auto row = store::conversations::find(db, id, shared->owner_id);
    if (!row) return conversation_not_found();
    return reached{std::move(*row), shared->may, std::move(shared->owner_name)};
}

core::result<store::message_row> reach_message(connection& db, core::principal const& who, std::string const& id) {
    core::error const missing{core::errc::not_found, "There is no such message."};
    if (auto own = store::messages::find(db, id, who.user_id)) return std::move(*own);
    auto const shared = store::conversation_grants::of_message(db, id, grantee_of(who));
    if (!shared) return missing;
    auto row = store::messages::find(db, id, shared->owner_id);
    if (!row) return missing;
    return std::move(*row);
}

core::result<store::turn_row> reach_turn(connection& db, core::principal const& who, std::string const& id,
                                         share at_least) {
    core::error const missing{core::errc::not_found, "There is no such turn."};
    if (auto own = store::turns::find(db, id, who.user_id)) return std::move(*own);
    auto const shared = store::conversation_grants::of_turn(db, id, grantee_of(who));
    if (!shared) return missing;
    if (shared->may < at_least) return only(at_least);
    auto row = store::turns::find_for_engine(db, id);
    if (!row) return missing;
    return std::move(*row);
}

std::string active_turn(connection& db, store::conversation_row const& of) {
    return of.shared ? store::conversation_grants::active_turn(db, of.id)
                     : store::turns::active_of(db, of.id, of.user_id);
}

}  // namespace chat
