#include "chat/changes.hpp"

#include <boost/asio/post.hpp>

namespace chat {

changes::subscription changes::subscribe(boost::asio::any_io_executor loop, std::string user_id, listener tell) {
    subscription out;
    out.listener_ = std::make_shared<listener>(std::move(tell));
    entries_.with([&](auto& entries) { entries.push_back({std::move(loop), std::move(user_id), out.listener_}); });
    return out;
}

void changes::publish(change what) {
    auto const shared = std::make_shared<change const>(std::move(what));
    entries_.with([&](auto& entries) {
        entries.remove_if([](entry const& e) { return e.tell.expired(); });
        for (auto const& e : entries) {
            if (e.user_id != shared->user_id) continue;
            // The listener lives on its loop, so only there may it be held.
            boost::asio::post(e.loop, [shared, tell = e.tell] {
                if (auto const listening = tell.lock()) (*listening)(*shared);
            });
        }
    });
}

char const* to_string(change_kind kind) {
    switch (kind) {
    case change_kind::created: return "created";
    case change_kind::updated: return "updated";
    case change_kind::deleted: return "deleted";
    }
    return "updated";
}

}  // namespace chat
