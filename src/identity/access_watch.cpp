#include "identity/access_watch.hpp"

#include "store/repositories/access_changes.hpp"

#include <boost/asio/post.hpp>

namespace identity {

namespace {

core::result<std::int64_t> newest(store::connection& db) { return store::access_changes::last_position(db); }

}  // namespace

access_watch::access_watch(store::database& db) : db_(db), position_(db.read_now(newest).value()) {}

access_watch::registration::~registration() {
    if (tell_) of_->streams_.with([this](auto& all) { all.erase(at_); });
}

access_watch::registration access_watch::open(boost::asio::any_io_executor loop, std::string user_id,
                                              std::function<void()> tell) {
    registration out;
    out.of_ = this;
    out.tell_ = std::make_shared<std::function<void()>>(std::move(tell));
    out.at_ = streams_.with([&](auto& all) {
        return all.insert(all.end(), registration::entry{std::move(loop), std::move(user_id), out.tell_});
    });
    return out;
}

core::task<core::result<void>> access_watch::look() {
    constexpr std::int64_t page = 1000;
    for (;;) {
        auto const from = position_.with([](auto const& position) { return position; });
        auto work = [from](store::connection& db) -> core::result<std::vector<store::access_change>> {
            return store::access_changes::after(db, from, page);
        };
        auto const found = co_await db_.read(std::move(work));
        if (!found) co_return found.error();
        for (auto const& each : *found) apply(each.user_id);
        if (!found->empty())
            position_.with([&](auto& position) { position = std::max(position, found->back().position); });
        if (std::int64_t(found->size()) < page) co_return core::result<void>();
    }
}

// The count of changes first: whoever takes a version, and then finds the count as it was before they looked, has the
// version of what they saw. Those who are told come last, and look up what is true now.
void access_watch::apply(std::string const& user_id) {
    changes_.fetch_add(1);
    slot(user_id).fetch_add(1);
    streams_.with([&](auto& all) {
        for (auto const& each : all) {
            if (each.user_id != user_id) continue;
            boost::asio::post(each.loop, [tell = each.tell] {
                if (auto const listening = tell.lock()) (*listening)();
            });
        }
    });
    if (tell_of_all_) tell_of_all_(user_id);
}

std::size_t access_watch::open_streams() const {
    return streams_.with([](auto const& all) { return all.size(); });
}

}  // namespace identity
