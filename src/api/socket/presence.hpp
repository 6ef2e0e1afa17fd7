#pragma once

#include "core/guarded.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace api {

// Who has a conversation open, over all pages and loops. Thread-safe.
class presence {
public:
    using listener = std::function<void(std::string const& message)>;

    // One page's place. Keep it on the page's loop; it ends what it watches when it goes away.
    class visitor {
    public:
        visitor(presence& of, boost::asio::any_io_executor loop, listener tell);
        visitor(visitor const&) = delete;
        ~visitor();

        void watch(std::string const& conversation);
        void unwatch(std::string const& conversation);
        void typing(std::string const& conversation);   // tells the others

    private:
        presence& of_;
        boost::asio::any_io_executor loop_;
        std::shared_ptr<listener> tell_;
        std::uint64_t id_;
        std::map<std::string, bool> watched_;
    };

private:
    struct viewer {
        boost::asio::any_io_executor loop;
        std::weak_ptr<listener> tell;
    };
    using viewers = std::map<std::uint64_t, viewer>;

    static void tell(viewer const& to, std::string message);
    void announce(std::string const& conversation);

    core::guarded<std::map<std::string, viewers>> by_conversation_;
    core::guarded<std::uint64_t> next_id_{0};
};

}  // namespace api
