#pragma once

#include "core/task.hpp"

#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace net {

// True when two header or scheme names are the same but for ASCII case.
bool same_name(std::string_view a, std::string_view b);

// Header fields in order. Names compare without case (RFC 9110, 5.1).
class headers {
public:
    struct field {
        std::string name;
        std::string value;
    };

    headers() = default;
    headers(std::initializer_list<field> fields) : fields_(fields) {}

    // The first value of `name`, or null. Valid until the headers change.
    std::string const* find(std::string_view name) const;
    std::string_view get(std::string_view name, std::string_view otherwise = {}) const;
    void set(std::string_view name, std::string value);   // replaces every field of that name
    void add(std::string name, std::string value) {
        if (fields_.empty()) fields_.reserve(8);   // most messages have as many
        fields_.push_back({std::move(name), std::move(value)});
    }

    auto begin() const { return fields_.begin(); }
    auto end() const { return fields_.end(); }
    std::size_t size() const { return fields_.size(); }

private:
    std::vector<field> fields_;
};

struct query_parameter {
    std::string name;
    std::string value;

    bool operator==(query_parameter const&) const = default;
};

// One request, whole, owned by its session until the handler returns.
struct request {
    std::string method;                  // upper case
    std::string path;                    // canonical: decoded once, absolute, no dot segments
    std::vector<query_parameter> query;  // decoded, in order
    headers fields;
    std::string body;
    std::string remote_address;          // the peer's, or the client's where a trusted proxy says so
    std::string id;                      // X-Request-Id: the caller's where sane, else ours
    bool secure = false;                 // came over TLS

    std::string const* parameter(std::string_view name) const;
};

// One reply. `body` is owned; `borrowed` points into the binary's embedded data and is sent when body is empty.
struct response {
    int status = 200;
    headers fields;
    std::string body;
    std::string_view borrowed;
    bool may_compress = false;  // on request; never set it where a secret and what a stranger wrote stand side by side
};

// A reply sent piece by piece (chunked, RFC 9112, 7.1). One writer at a time.
class body_stream {
public:
    virtual ~body_stream() = default;

    // Sends `bytes` now, as one chunk, the first of them with the head; without any, the head alone, once. Returns when
    // the kernel took them. Throws system_error once the client is gone or takes longer than the write deadline.
    virtual core::task<> write(std::string bytes) = 0;

    // Sends `bytes` and the end. Without it the connection is closed, so that a cut reply never looks complete.
    virtual core::task<> finish(std::string bytes) = 0;
};

struct websocket_message {
    std::string data;
    bool binary = false;
};

// One WebSocket connection (RFC 6455). One coroutine may receive while one other sends.
class websocket {
public:
    virtual ~websocket() = default;

    // The next whole message; nothing once the peer closed or is gone. Pings are answered inside.
    virtual core::task<std::optional<websocket_message>> receive() = 0;

    // Sends one text message. Throws system_error once the peer is gone.
    virtual core::task<> send(std::string text) = 0;

    // Starts the closing handshake; receive() then returns nothing.
    virtual core::task<> close(unsigned code, std::string reason) = 0;
};

// The reply side of one request. A handler calls exactly one of these, once.
class exchange {
public:
    virtual ~exchange() = default;

    virtual core::task<> reply(response reply) = 0;

    // Returns the body; the head goes out with its first bytes. The stream must not outlive the handler.
    virtual core::task<std::unique_ptr<body_stream>> stream(response head) = 0;

    // Accepts the WebSocket handshake, or replies (426, 403 for a foreign Origin) and returns null.
    // The WebSocket must not outlive the handler.
    virtual core::task<std::unique_ptr<websocket>> upgrade(std::string subprotocol = {}) = 0;

    // True once the client has closed its side: for work that ends with its client. Asks the kernel, so not per token.
    virtual bool client_is_gone() const { return false; }
};

// What the server calls for each request, on the loop of its connection. The request and the exchange outlive the
// returned task. An exception becomes a 500 where no byte was sent yet, else closes the connection.
using handler = std::function<core::task<>(request const&, exchange&)>;

}  // namespace net
