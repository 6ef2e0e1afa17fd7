#pragma once

#include "core/guarded.hpp"
#include "core/task.hpp"
#include "store/database.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <string_view>

namespace identity {

// Notices that somebody's access has become less, or other: in this process at once (look() after the change), in
// others, the command line among them, within a second (the upkeep looks). Whatever is remembered about a user counts
// only as long as their version; whoever holds a stream open for them is told. Thread-safe.
class access_watch {
public:
    // Changes from before are of no concern: nothing is remembered yet.
    explicit access_watch(store::database& db);
    access_watch(access_watch const&) = delete;

    // Grows with each change of that user's access (and sometimes of another's).
    std::uint64_t version(std::string_view user_id) const { return slot(user_id).load(); }

    // Changes seen so far. Whoever is about to read a user's rows, in order to remember them, takes it before, and
    // keeps nothing where it is another one after.
    std::uint64_t changes() const { return changes_.load(); }

    // Ends the telling when it goes away. Keep it on the loop that listens.
    class registration {
    public:
        registration() = default;
        registration(registration&&) = default;
        registration& operator=(registration&&) = delete;
        ~registration();

    private:
        friend class access_watch;
        struct entry {
            boost::asio::any_io_executor loop;
            std::string user_id;
            std::weak_ptr<std::function<void()>> tell;
        };
        access_watch* of_ = nullptr;
        std::shared_ptr<std::function<void()>> tell_;
        std::list<entry>::iterator at_{};
    };

    // `tell` runs on `loop`, after each change of that user's access.
    [[nodiscard]] registration open(boost::asio::any_io_executor loop, std::string user_id, std::function<void()> tell);

    // `tell` runs after each change of anybody's access, with their id, on the thread that noticed. Before the first
    // look; what it names must outlive the last.
    void on_change(std::function<void(std::string const&)> tell) { tell_of_all_ = std::move(tell); }

    // Takes up the changes that are stored. Fails only as store::database does; the next look takes them up then.
    core::task<core::result<void>> look();

    std::size_t open_streams() const;

private:
    std::atomic<std::uint64_t>& slot(std::string_view user_id) const {
        return versions_[std::hash<std::string_view>{}(user_id) % versions_.size()];
    }
    void apply(std::string const& user_id);

    store::database& db_;
    core::guarded<std::int64_t> position_;
    // Several users may share one: a change of one makes the other's be looked up again, which harms nobody.
    mutable std::array<std::atomic<std::uint64_t>, 4096> versions_{};
    std::atomic<std::uint64_t> changes_{0};
    core::guarded<std::list<registration::entry>> streams_;
    std::function<void(std::string const&)> tell_of_all_;
};

}  // namespace identity
