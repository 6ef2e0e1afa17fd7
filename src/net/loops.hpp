#pragma once

#include <boost/asio/io_context.hpp>

#include <memory>
#include <thread>
#include <vector>

namespace net {

// One io_context and one thread per core: an object belongs to the loop that made it.
class loops {
public:
    explicit loops(std::size_t count);
    loops(loops const&) = delete;
    ~loops();   // stops and joins

    std::size_t size() const { return contexts_.size(); }
    boost::asio::io_context& context(std::size_t index) { return *contexts_[index]; }

    // Starts a thread for each loop and returns at once.
    void start();
    // Ends all loops without waiting for their work: the last step of a shutdown.
    void stop();
    void join();

private:
    using work = boost::asio::executor_work_guard<boost::asio::io_context::executor_type>;
    std::vector<std::unique_ptr<boost::asio::io_context>> contexts_;
    std::vector<work> work_;
    std::vector<std::jthread> threads_;
};

}  // namespace net
