#include "socket.hpp"

#include <cerrno>
#include <system_error>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace bench {

namespace {

void check(int result, char const* what) {
    if (result < 0) throw std::system_error(errno, std::generic_category(), what);
}

void set(descriptor const& socket, int level, int option) {
    int const on = 1;
    check(setsockopt(socket.get(), level, option, &on, sizeof on), "setsockopt");
}

descriptor open_socket() {
    descriptor made(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    check(made.get(), "socket");
    set(made, IPPROTO_TCP, TCP_NODELAY);
    return made;
}

sockaddr_in loopback(std::uint16_t port, std::uint8_t host = 1) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(0x7f000000u + host);
    return address;
}

}  // namespace

descriptor listen_on_loopback(std::uint16_t port) {
    auto made = open_socket();
    set(made, SOL_SOCKET, SO_REUSEADDR);
    auto const address = loopback(port);
    check(bind(made.get(), reinterpret_cast<sockaddr const*>(&address), sizeof address), "bind");
    check(listen(made.get(), 16'384), "listen");
    return made;
}

std::uint16_t port_of(descriptor const& socket) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    check(getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size), "getsockname");
    return ntohs(address.sin_port);
}

descriptor connect_to_loopback(std::uint16_t port, std::uint8_t source) {
    auto made = open_socket();
    if (source > 0) {
        set(made, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT);
        auto const local = loopback(0, static_cast<std::uint8_t>(1 + source));
        check(bind(made.get(), reinterpret_cast<sockaddr const*>(&local), sizeof local), "bind");
    }
    auto const address = loopback(port);
    if (connect(made.get(), reinterpret_cast<sockaddr const*>(&address), sizeof address) < 0 && errno != EINPROGRESS)
        check(-1, "connect");
    return made;
}

}  // namespace bench
