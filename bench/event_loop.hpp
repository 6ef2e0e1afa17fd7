#pragma once

#include "timer_wheel.hpp"

#include <cstdint>

namespace bench {

// Told when its descriptor can be read or written.
class watcher {
public:
    virtual ~watcher() = default;

    // May destroy this watcher, but no other one.
    virtual void on_ready(std::uint32_t events) = 0;
};

// One thread, one epoll set, one timer wheel: enough for ten thousand streams that say little each.
class event_loop {
public:
    event_loop();
    event_loop(event_loop const&) = delete;
    ~event_loop();

    // `events` are EPOLLIN and EPOLLOUT, level-triggered. Closing the descriptor ends the watch.
    void watch(int descriptor, watcher& who, std::uint32_t events);
    void change(int descriptor, watcher& who, std::uint32_t events);

    // The wheel; a timer that fires may destroy any watcher.
    timer_wheel& timers() { return timers_; }

    // The time of the current wake-up: one clock call for all that became ready together.
    steady::time_point now() const { return now_; }

    // Returns after stop(), at once if that was called before.
    void run();
    void stop() { running_ = false; }

private:
    int epoll_;
    bool running_ = true;
    steady::time_point now_;
    timer_wheel timers_;
};

// Raises the limit of open files to the hard limit and returns it.
std::uint64_t raise_descriptor_limit();

}  // namespace bench
