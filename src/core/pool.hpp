#pragma once

#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <cstddef>

namespace core {

// Named threads for one kind of blocking or CPU-bound work. Work beyond `queue_max` is refused, never queued.
class pool {
public:
    pool(char const* name, std::size_t threads, std::size_t queue_max)
        : name_(name), queue_max_(queue_max), threads_(threads) {}
    pool(pool const&) = delete;
    ~pool() { threads_.join(); }

    char const* name() const { return name_; }
    std::size_t load() const { return load_.load(std::memory_order_relaxed); }
    auto executor() { return threads_.get_executor(); }

    // Takes a place in the queue, or returns false when it is full. Each success needs one leave().
    bool enter() {
        if (load_.fetch_add(1) < queue_max_) return true;
        leave();
        return false;
    }
    void leave() { load_.fetch_sub(1); }

private:
    char const* name_;
    std::size_t queue_max_;
    std::atomic<std::size_t> load_{0};
    boost::asio::thread_pool threads_;
};

}  // namespace core
