#include "net/loops.hpp"

#include <boost/asio/post.hpp>

#include <csignal>
#include <future>

namespace net {

loops::loops(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        // One thread runs each context: the hint spares it the wake-ups of a pool.
        contexts_.push_back(std::make_unique<boost::asio::io_context>(1));
        work_.push_back(boost::asio::make_work_guard(*contexts_.back()));
    }
}

loops::~loops() {
    stop();
    join();
}

void loops::start() {
    std::signal(SIGPIPE, SIG_IGN);
    for (auto& context : contexts_) threads_.emplace_back([&io = *context] { io.run(); });
}

void loops::stop() {
    for (auto& context : contexts_) context->stop();
}

void loops::join() { threads_.clear(); }

void loops::run_on(std::size_t index, std::function<void()> work) {
    auto& io = *contexts_[index];
    if (io.stopped()) join();
    if (threads_.empty()) return work();
    std::promise<void> done;
    boost::asio::post(io, [&] {
        try {
            work();
            done.set_value();
        } catch (...) {
            done.set_exception(std::current_exception());
        }
    });
    done.get_future().get();
}

}  // namespace net
