#include "event_loop.hpp"

#include <array>
#include <cerrno>
#include <system_error>

#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

namespace bench {

namespace {

void control(int epoll, int operation, int descriptor, watcher& who, std::uint32_t events) {
    epoll_event event{.events = events, .data = {.ptr = &who}};
    if (epoll_ctl(epoll, operation, descriptor, &event) != 0)
        throw std::system_error(errno, std::generic_category(), "epoll_ctl");
}

}  // namespace

event_loop::event_loop() : epoll_(epoll_create1(EPOLL_CLOEXEC)), now_(steady::now()), timers_(now_) {
    if (epoll_ < 0) throw std::system_error(errno, std::generic_category(), "epoll_create1");
}

event_loop::~event_loop() { close(epoll_); }

void event_loop::watch(int descriptor, watcher& who, std::uint32_t events) {
    control(epoll_, EPOLL_CTL_ADD, descriptor, who, events);
}

void event_loop::change(int descriptor, watcher& who, std::uint32_t events) {
    control(epoll_, EPOLL_CTL_MOD, descriptor, who, events);
}

void event_loop::run() {
    std::array<epoll_event, 512> ready;
    while (running_) {
        auto const next = timers_.until_next(steady::now());
        int const wait_ms = next ? static_cast<int>(next->count()) : -1;
        int const count = epoll_wait(epoll_, ready.data(), ready.size(), wait_ms);
        if (count < 0 && errno != EINTR) throw std::system_error(errno, std::generic_category(), "epoll_wait");
        now_ = steady::now();
        for (int i = 0; i < count; ++i) static_cast<watcher*>(ready[i].data.ptr)->on_ready(ready[i].events);
        timers_.advance(now_);
    }
}

std::uint64_t raise_descriptor_limit() {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur;
}

}  // namespace bench
