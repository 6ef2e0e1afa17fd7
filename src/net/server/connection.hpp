#pragma once

#include "core/task.hpp"
#include "net/http.hpp"
#include "net/refusal.hpp"
#include "net/server/site.hpp"
#include "net/server/sweep.hpp"
#include "net/server/transport.hpp"

#include <boost/beast/core/flat_buffer.hpp>

#include <memory>
#include <optional>
#include <string>

namespace net::server {

class request_reader;

// A request, and what its framing said about the connection.
struct incoming {
    request message;
    bool http_1_1 = true;
    bool keep_alive = true;
    time_point started{};   // its first byte
};

// What wants to know when the server stops, to say goodbye in its own protocol.
class drain_observer {
public:
    virtual ~drain_observer() = default;
    virtual void drain() = 0;
};

// One client's connection, from accept to close. The coroutine run() is its only user; the sweep may end its waits.
class connection final : public watched {
public:
    // `on` outlives the connection. `peer` is the client's address in text.
    connection(site& on, std::unique_ptr<transport> bytes, std::string peer);
    ~connection() override;

    // Serves requests one after another until either side has enough. Peers that go away end it silently.
    core::task<> run();

    // Sends everything, or fails once the client is gone or past the write deadline.
    core::task<error_code> send(pieces what);

    // By when a write of so many bytes must be done.
    time_point write_deadline(std::size_t bytes) const;

    // `who` may be null. It outlives its being observer.
    void observe_drain(drain_observer* who) { observer_ = who; }
    void close_after_this() { closing_ = true; }
    // The server stops.
    bool draining() const { return draining_; }
    // Nothing more can be sent: the client has gone, which is no error of ours.
    void give_up(error_code why) { broken_ = why; }

    // The client has closed its side, as far as the kernel knows.
    bool peer_closed();

    site& shared() { return site_; }
    transport& bytes() { return *bytes_; }
    bool closing() const { return closing_; }
    bool holds_input() const { return buffer_.size() > 0; }

    // From the sweep.
    void expired() override;
    void drain() override;

private:
    // How reading a request ended.
    enum class reading { done, refused, gone };

    core::task<bool> serve_one();
    core::task<reading> read_request(incoming& into);
    core::task<reading> read_head(incoming& into);
    core::task<reading> read_body(request_reader& reader, incoming& into);
    reading accept_head(request_reader const& reader, incoming& into);
    void release_buffer();
    core::task<bool> fill(std::size_t bytes);
    reading cut_short();
    reading refuse(refusal why);
    core::task<> send_refusal(incoming const& in);
    core::task<> linger();
    void reset();
    void write_log(incoming const& in, int status);

    site& site_;
    std::unique_ptr<transport> bytes_;
    std::string peer_;
    boost::beast::flat_buffer buffer_;   // what arrived and is not read yet; holds no memory while that is nothing
    refusal why_;
    drain_observer* observer_ = nullptr;
    error_code broken_{};   // set once nothing more can be sent
    bool idle_ = true;
    bool late_ = false;      // a deadline has passed: nothing more is waited for
    bool closing_ = false;   // no further request
    bool draining_ = false;
};

}  // namespace net::server
