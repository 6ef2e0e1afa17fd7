#pragma once

#include <cstdint>
#include <utility>

#include <unistd.h>

namespace bench {

// Owns a file descriptor.
class descriptor {
public:
    explicit descriptor(int number = -1) : number_(number) {}
    descriptor(descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    descriptor& operator=(descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~descriptor() {
        if (number_ >= 0) close(number_);
    }

    int get() const { return number_; }

private:
    int number_;
};

// Loopback only, never blocking, TCP_NODELAY set. All throw std::system_error.
descriptor listen_on_loopback(std::uint16_t port);   // 0 = any free port
std::uint16_t port_of(descriptor const& socket);

// Starts to connect. `source` picks the local address 127.0.0.(1 + source), because one address has only some
// 28,000 ports for all its connections to one server, closed ones of the last minute among them.
descriptor connect_to_loopback(std::uint16_t port, std::uint8_t source);

}  // namespace bench
