#pragma once

#include "core/guarded.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <string>

namespace chat {

enum class change_kind : std::uint8_t { created, updated, deleted };

// Something about one conversation that its owner's open pages should look at again.
struct change {
    std::string user_id;
    std::string conversation_id;
    change_kind kind = change_kind::updated;
};

// Tells whoever listens. A hint, never the truth: one that is lost costs a page a late refresh. Thread-safe.
class changes {
public:
    using listener = std::function<void(change const&)>;

    // Ends the listening when it goes away. Keep it on the loop that listens.
    class subscription {
    public:
        subscription() = default;

    private:
        friend class changes;
        std::shared_ptr<listener> listener_;
    };

    // `tell` runs on `loop`, for changes of this user only.
    [[nodiscard]] subscription subscribe(boost::asio::any_io_executor loop, std::string user_id, listener tell);

    void publish(change what);

private:
    struct entry {
        boost::asio::any_io_executor loop;
        std::string user_id;
        std::weak_ptr<listener> tell;
    };
    core::guarded<std::list<entry>> entries_;
};

char const* to_string(change_kind kind);

}  // namespace chat
