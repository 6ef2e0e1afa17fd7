// A model provider that speaks OpenAI's chat completions and does what the model's name says (model_script.hpp).
// Prints its port, serves until SIGTERM.

#include "event_loop.hpp"
#include "mock_connection.hpp"
#include "socket.hpp"

#include <fmt/core.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <exception>
#include <string_view>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>

namespace {

class acceptor final : public bench::watcher {
public:
    acceptor(bench::event_loop& loop, bench::descriptor socket) : loop_(loop), socket_(std::move(socket)) {
        loop_.watch(socket_.get(), *this, EPOLLIN);
    }

    void on_ready(std::uint32_t) override {
        for (;;) {
            bench::descriptor client(accept4(socket_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
            if (client.get() < 0) return;   // none left, or no descriptor: the next event tries again
            int const on = 1;
            setsockopt(client.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            bench::mock_connection::adopt(loop_, std::move(client));
        }
    }

private:
    bench::event_loop& loop_;
    bench::descriptor socket_;
};

std::uint16_t port_from(int count, char** arguments) {
    std::uint16_t port = 0;
    if (count == 3 && std::string_view(arguments[1]) == "--port") {
        std::string_view const text = arguments[2];
        std::from_chars(text.data(), text.data() + text.size(), port);
    } else if (count != 1) {
        throw std::invalid_argument("usage: mock_provider [--port N]");
    }
    return port;
}

}  // namespace

int main(int count, char** arguments) {
    try {
        bench::raise_descriptor_limit();
        bench::event_loop loop;
        auto socket = bench::listen_on_loopback(port_from(count, arguments));
        fmt::print("{}\n", bench::port_of(socket));
        std::fflush(stdout);
        acceptor accepts(loop, std::move(socket));
        loop.run();
    } catch (std::exception const& failure) {
        fmt::print(stderr, "mock_provider: {}\n", failure.what());
        return 1;
    }
}
