#pragma once

#include "net/client/transfer.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/intrusive/list.hpp>
#include <curl/multi.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace net::client {

// libcurl's multi interface on one loop. Its sockets live in an epoll set of their own, which the loop watches as one
// descriptor: ten thousand streams cost the loop nothing, and libcurl alone opens and closes them. Used on that loop
// only.
class curl_loop {
public:
    // `authorities`: as http_client's.
    curl_loop(boost::asio::io_context& loop, std::string authorities);
    curl_loop(curl_loop const&) = delete;
    ~curl_loop();   // no transfer is left

    boost::asio::io_context& context() { return loop_; }
    std::string const& authorities() const { return authorities_; }

    void add(transfer& one);
    void remove(transfer& one);   // never from inside a callback of libcurl

    // Something new for the reader of `one`; it hears of it when libcurl has returned.
    void tell(transfer& one);

    // Ends what the loop still watches. Nothing works afterwards; once the loop has run what is queued, it has
    // forgotten this object.
    void close();

private:
    struct free_multi {
        void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
    };
    template <class Tag>
    using transfers = boost::intrusive::list<transfer, boost::intrusive::base_hook<tagged_hook<Tag>>,
                                             boost::intrusive::constant_time_size<false>>;
    using descriptor = boost::asio::posix::basic_stream_descriptor<boost::asio::io_context::executor_type>;

    static int on_socket(CURL*, curl_socket_t socket, int what, void* self, void* known);
    static int on_timer(CURLM*, long wait_ms, void* self);

    void watch_sockets();
    void serve_sockets();
    void arm_timer();
    void serve_timer();
    void sweep();
    void settle();

    boost::asio::io_context& loop_;
    std::string const authorities_;
    std::unique_ptr<CURLM, free_multi> multi_;
    descriptor sockets_;
    boost::asio::steady_timer timer_;
    std::optional<std::chrono::steady_clock::time_point> wanted_;   // when libcurl wants to be called
    std::optional<std::chrono::steady_clock::time_point> armed_;    // when timer_ fires: not later than that
    bool called_soon_ = false;
    boost::asio::steady_timer sweep_;
    transfers<active_tag> active_;
    transfers<ready_tag> ready_;
    bool sweeping_ = false;
};

}  // namespace net::client
