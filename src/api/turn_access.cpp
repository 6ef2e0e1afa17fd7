#include "api/turn_access.hpp"

#include "chat/reach.hpp"

namespace api {

core::task<bool> turn_access::holds() {
    auto const now = call_.use.watch.version(call_.who.user_id);
    if (now == version_) co_return true;
    auto look = [this](store::connection& db) -> core::result<void> {
        auto const found = chat::reach_turn(db, call_.who, turn_id_);
        return found ? core::result<void>() : found.error();
    };
    auto const found = co_await call_.use.db.read(std::move(look));
    if (found) version_ = now;
    co_return found.has_value();
}

}  // namespace api
