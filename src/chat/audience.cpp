#include "chat/audience.hpp"

#include "store/repositories/conversation_grants.hpp"

namespace chat {

core::task<> publish_to_all(store::database& db, changes& told, std::string conversation_id, change_kind kind) {
    auto work = [&](store::connection& c) -> core::result<std::vector<std::string>> {
        return store::conversation_grants::audience(c, conversation_id);
    };
    // A hint that is lost costs a page a late refresh.
    if (auto const users = co_await db.read(std::move(work))) publish_to(told, *users, conversation_id, kind);
}

void publish_to(changes& told, std::vector<std::string> const& users, std::string const& conversation_id,
                change_kind kind) {
    for (auto const& user : users) told.publish({user, conversation_id, kind});
}

}  // namespace chat
