#pragma once

#include "core/result.hpp"
#include "core/task.hpp"
#include "net/http.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace net {

class loops;
class outbound_guard;

struct client_request {
    std::string method = "GET";
    std::string url;                                    // http or https, absolute
    headers fields;
    std::string body;
    std::chrono::milliseconds connect_timeout{5'000};
    std::chrono::milliseconds first_byte_timeout{30'000};   // from the request's end to the reply's head
    std::chrono::milliseconds silence_timeout{30'000};      // between two reads
    std::chrono::milliseconds total_timeout{600'000};
    std::size_t head_bytes_max = 64 * 1024;
    // Decides where this request may go, for an address that somebody else chose; it outlives the response. Such a
    // request goes through no proxy and shares no connection. Null: an address that the operator configured.
    outbound_guard const* guard = nullptr;
};

// A reply whose body is still arriving. Destroying it closes the transfer at once.
class client_response {
public:
    virtual ~client_response() = default;

    virtual int status() const = 0;
    virtual headers const& fields() const = 0;

    // What has arrived since the last call, at least one byte; empty at the end of a complete body. A body cut short of
    // its length is errc::upstream_failed; a passed deadline is errc::timeout. Reading stops taking bytes from the
    // socket while nobody reads (back pressure).
    virtual core::task<core::result<std::string>> read_some() = 0;

    // The body has arrived whole and was read: nothing is left to wait for.
    virtual bool at_end() const = 0;
};

// Outgoing HTTP on libcurl's multi interface, one handle set per loop, connections reused. Thread-safe; a response
// belongs to the loop that opened it. Certificates are always verified.
class http_client {
public:
    // Why a PEM file of certificate authorities can't be used; empty where it can.
    static std::string problem_with_authorities(std::string const& file);

    // `authorities`: such a file, of those that are trusted besides the system's. Throws std::runtime_error where it
    // can't be used.
    explicit http_client(loops& on, std::string const& authorities = {});
    http_client(http_client const&) = delete;
    ~http_client();  // every response is gone, and this is no loop's thread

    // Sends `request` and returns once the reply's head has arrived. Fails with errc::timeout or errc::upstream_failed,
    // or errc::forbidden and errc::invalid_input where its guard refuses the address; messages name the cause in plain
    // words ("connection refused") and never hold headers. Cancelling closes the transfer.
    core::task<core::result<std::unique_ptr<client_response>>> open(client_request request);

private:
    struct per_loop;
    loops& on_;
    std::vector<std::unique_ptr<per_loop>> loops_;
};

}  // namespace net
