#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <functional>
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

    // Starts a thread for each loop and returns at once. From here on a peer that goes away is an error code and never
    // a signal: SIGPIPE is ignored in the whole process.
    void start();
    // Ends all loops without waiting for their work: the last step of a shutdown.
    void stop();
    void join();

    // Calls `work` on the loop's thread and returns when it is done; on the calling thread when the loops do not run.
    // Never call it on a loop's own thread: a loop that waits for another may wait for itself.
    void run_on(std::size_t index, std::function<void()> work);

private:
    using work = boost::asio::executor_work_guard<boost::asio::io_context::executor_type>;
    std::vector<std::unique_ptr<boost::asio::io_context>> contexts_;
    std::vector<work> work_;
    std::vector<std::jthread> threads_;
};

}  // namespace net
