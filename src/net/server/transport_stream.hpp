#pragma once

#include "net/server/transport.hpp"

#include <boost/asio/compose.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/core/role.hpp>

#include <utility>

namespace net::server {

// A transport in the shape that Beast's WebSocket wants (AsyncStream), so that it is instantiated once for plain and
// TLS.
class transport_stream {
public:
    using executor_type = tcp_socket::executor_type;

    // `on` outlives the stream; operations that are still under way when it goes are aborted with its socket.
    explicit transport_stream(transport& on) : on_(&on) {}

    executor_type get_executor() noexcept { return on_->socket().get_executor(); }

    template <class Buffers, class Token>
    auto async_read_some(Buffers const& into, Token&& token) {
        boost::asio::mutable_buffer first;
        for (auto const buffer : boost::beast::buffers_range_ref(into))
            if (first.size() == 0) first = buffer;
        auto step = [on = on_, first] { return on->read({static_cast<char*>(first.data()), first.size()}); };
        return start(std::move(step), std::forward<Token>(token));
    }

    template <class Buffers, class Token>
    auto async_write_some(Buffers const& from, Token&& token) {
        pieces what;
        std::size_t used = 0;
        for (auto const buffer : boost::beast::buffers_range_ref(from))
            if (buffer.size() > 0 && used < what.part.size())
                what.part[used++] = {static_cast<char const*>(buffer.data()), buffer.size()};
        auto step = [on = on_, what] { return on->write(what); };
        return start(std::move(step), std::forward<Token>(token));
    }

    // Found by Beast: the connection's owner ends the stream, after its own rules.
    template <class Handler>
    friend void async_teardown(boost::beast::role_type, transport_stream& stream, Handler&& handler) {
        boost::asio::post(stream.get_executor(),
                          [handler = std::forward<Handler>(handler)]() mutable { handler(error_code()); });
    }
    friend void beast_close_socket(transport_stream& stream) {
        error_code ignored;
        stream.on_->socket().close(ignored);
    }

private:
    // Tries, waits, tries again. The first result is posted, as the caller expects.
    template <class Step>
    struct operation {
        transport* on;
        Step step;
        bool waited = false;
        bool finished = false;
        error_code error{};
        std::size_t bytes = 0;

        template <class Self>
        void operator()(Self& self, error_code failed = {}) {
            if (finished || failed) return self.complete(failed ? failed : error, bytes);
            auto const a = step();
            bool const blocked = a.now == attempt::outcome::want_read || a.now == attempt::outcome::want_write;
            if (blocked) {
                waited = true;
                auto const what = a.now == attempt::outcome::want_read ? tcp_socket::wait_read : tcp_socket::wait_write;
                return on->socket().async_wait(what, std::move(self));
            }
            finished = true;
            bytes = a.bytes;
            error = a.now == attempt::outcome::closed ? boost::asio::error::eof : a.error;
            if (waited) return self.complete(error, bytes);
            boost::asio::post(on->socket().get_executor(), std::move(self));
        }
    };

    template <class Step, class Token>
    auto start(Step step, Token&& token) {
        return boost::asio::async_compose<Token, void(error_code, std::size_t)>(operation<Step>{on_, std::move(step)},
                                                                                token, on_->socket());
    }

    transport* on_;
};

}  // namespace net::server
