#include "net/client/curl_loop.hpp"

#include <boost/asio/post.hpp>

#include <array>
#include <cerrno>
#include <new>
#include <system_error>
#include <utility>

#include <sys/epoll.h>

namespace net::client {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr auto sweep_interval = std::chrono::milliseconds(250);
constexpr long idle_connections_max = 256;

int new_epoll() {
    int const fd = ::epoll_create1(EPOLL_CLOEXEC);
    if (fd < 0) throw std::system_error(errno, std::system_category(), "epoll_create1");
    return fd;
}

int curl_events(std::uint32_t epoll_events) {
    int events = 0;
    if (epoll_events & (EPOLLIN | EPOLLHUP)) events |= CURL_CSELECT_IN;
    if (epoll_events & EPOLLOUT) events |= CURL_CSELECT_OUT;
    if (epoll_events & EPOLLERR) events |= CURL_CSELECT_ERR;
    return events;
}

}  // namespace

curl_loop::curl_loop(asio::io_context& loop, std::string authorities)
    : loop_(loop), authorities_(std::move(authorities)), multi_(curl_multi_init()), sockets_(loop, new_epoll()),
      timer_(loop), sweep_(loop) {
    if (!multi_) throw std::bad_alloc();
    auto* const multi = multi_.get();
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, &curl_loop::on_socket);
    curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, &curl_loop::on_timer);
    curl_multi_setopt(multi, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, idle_connections_max);
    watch_sockets();
}

curl_loop::~curl_loop() = default;

void curl_loop::close() {
    curl_multi_setopt(multi_.get(), CURLMOPT_TIMERFUNCTION, nullptr);
    timer_.cancel();
    sweep_.cancel();
    multi_.reset();   // closes pooled connections, and so calls on_socket
    error_code ignored;
    sockets_.close(ignored);
}

void curl_loop::add(transfer& one) {
    active_.push_back(one);
    curl_multi_add_handle(multi_.get(), one.handle());
    if (sweeping_) return;
    sweeping_ = true;
    sweep();
}

void curl_loop::remove(transfer& one) {
    curl_multi_remove_handle(multi_.get(), one.handle());
    active_.erase(active_.iterator_to(one));
}

void curl_loop::tell(transfer& one) {
    if (!static_cast<tagged_hook<ready_tag>&>(one).is_linked()) ready_.push_back(one);
}

int curl_loop::on_socket(CURL*, curl_socket_t socket, int what, void* self, void* known) {
    auto& loop = *static_cast<curl_loop*>(self);
    auto const set = loop.sockets_.native_handle();
    if (what == CURL_POLL_REMOVE) {
        ::epoll_ctl(set, EPOLL_CTL_DEL, socket, nullptr);
        return 0;
    }
    epoll_event event{};
    event.data.fd = socket;
    if (what & CURL_POLL_IN) event.events |= EPOLLIN;
    if (what & CURL_POLL_OUT) event.events |= EPOLLOUT;
    if (::epoll_ctl(set, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event) != 0)
        ::epoll_ctl(set, known ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, &event);
    curl_multi_assign(loop.multi_.get(), socket, self);   // any value but null: known from now on
    return 0;
}

int curl_loop::on_timer(CURLM*, long wait_ms, void* self) {
    auto& loop = *static_cast<curl_loop*>(self);
    loop.wanted_.reset();
    if (wait_ms > 0) {
        loop.wanted_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(wait_ms);
        loop.arm_timer();
    } else if (wait_ms == 0 && !std::exchange(loop.called_soon_, true)) {
        asio::post(loop.loop_, [&loop] {
            loop.called_soon_ = false;
            loop.serve_timer();
        });
    }
    return 0;
}

// libcurl names another time for every transfer that begins, mostly a later one: a timer that fires too early once in a
// while costs less than setting it each time.
void curl_loop::arm_timer() {
    if (armed_ && *armed_ <= *wanted_) return;
    armed_ = wanted_;
    timer_.expires_at(*armed_);
    timer_.async_wait([this](error_code cancelled) {
        if (cancelled) return;
        armed_.reset();
        if (wanted_ && *wanted_ <= std::chrono::steady_clock::now()) serve_timer();
        else if (wanted_) arm_timer();
    });
}

void curl_loop::watch_sockets() {
    sockets_.async_wait(descriptor::wait_read, [this](error_code cancelled) {
        if (!cancelled) serve_sockets();
    });
}

void curl_loop::serve_sockets() {
    if (!multi_) return;
    std::array<epoll_event, 128> events;
    auto const n = ::epoll_wait(sockets_.native_handle(), events.data(), events.size(), 0);
    int running = 0;
    for (int i = 0; i < n; ++i)
        curl_multi_socket_action(multi_.get(), events[i].data.fd, curl_events(events[i].events), &running);
    watch_sockets();
    settle();
}

void curl_loop::serve_timer() {
    if (!multi_) return;  // closed while this was queued
    int running = 0;
    curl_multi_socket_action(multi_.get(), CURL_SOCKET_TIMEOUT, 0, &running);
    settle();
}

void curl_loop::sweep() {
    if (active_.empty()) {
        sweeping_ = false;
        return;
    }
    sweep_.expires_after(sweep_interval);
    sweep_.async_wait([this](error_code cancelled) {
        if (cancelled || !multi_) return;
        auto const now = std::chrono::steady_clock::now();
        for (auto it = active_.begin(); it != active_.end();) (it++)->check_deadlines(now);
        settle();
        sweep();
    });
}

// Readers may do anything when they wake: start and destroy transfers, this one's neighbours among them.
void curl_loop::settle() {
    int left = 0;
    while (auto const* const message = curl_multi_info_read(multi_.get(), &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        auto const result = message->data.result;
        char* self = nullptr;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &self);
        reinterpret_cast<transfer*>(self)->finished(result);
    }
    while (!ready_.empty()) {
        auto& one = ready_.front();
        ready_.pop_front();
        one.wake();
    }
}

}  // namespace net::client
