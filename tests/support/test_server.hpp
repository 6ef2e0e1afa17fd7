#pragma once

#include "net/http_server.hpp"
#include "net/loops.hpp"
#include "support/raw_client.hpp"

#include <atomic>
#include <chrono>

namespace support {

// A steady clock that stands still until the test moves it.
class manual_steady_clock {
public:
    std::chrono::steady_clock::time_point now() const { return start_ + std::chrono::milliseconds(ms_.load()); }
    void advance(std::chrono::milliseconds by) { ms_ += by.count(); }

private:
    std::chrono::steady_clock::time_point const start_ = std::chrono::steady_clock::now();
    std::atomic<std::int64_t> ms_{0};
};

// A running HTTP server on a free port, with a clock of its own and a sweep that looks at it all the time.
class test_server {
public:
    explicit test_server(net::handler handle, net::http_config config = {}, std::size_t loop_count = 1)
        : loops(loop_count), server(loops, with_clock(std::move(config)), std::move(handle)) {
        loops.start();
        port = server.listen("127.0.0.1", 0).value();
    }
    ~test_server() { server.stop(std::chrono::milliseconds(0)); }

    raw_client connect() const { return raw_client(port); }
    raw_reply ask(std::string_view request) const {
        auto client = connect();
        client.send(request);
        return client.read();
    }

    // Lets time pass until the server says something, or closes.
    void advance_until(raw_client& hears) {
        for (int i = 0; i < 5'000 && !hears.readable_within(std::chrono::milliseconds(2)); ++i)
            clock.advance(std::chrono::seconds(1));
    }

    manual_steady_clock clock;
    net::loops loops;
    net::http_server server;
    std::uint16_t port = 0;

private:
    net::http_config with_clock(net::http_config config) {
        config.now = [this] { return clock.now(); };
        config.sweep_interval = std::chrono::milliseconds(2);
        return config;
    }
};

}  // namespace support
