#pragma once

#include "net/http.hpp"
#include "net/server/connection.hpp"
#include "net/server/reply_head.hpp"

#include <memory>

namespace net::server {

// The reply side of one request on one connection.
class http_exchange final : public exchange {
public:
    // Both outlive the exchange.
    http_exchange(connection& on, incoming const& in) : connection_(on), in_(in) {}

    core::task<> reply(response reply) override;
    core::task<std::unique_ptr<body_stream>> stream(response head) override;
    core::task<std::unique_ptr<websocket>> upgrade(std::string subprotocol) override;

    bool client_is_gone() const override { return connection_.peer_closed(); }

    // Nothing of a reply has been sent.
    bool untouched() const { return status_ == 0; }
    // The reply was sent whole, so that another may follow.
    bool complete() const { return complete_; }
    int status() const { return status_; }
    bool keeps_alive() const;

private:
    class chunked_body;

    void begin(int status);
    std::string head_of(response const& reply, framing ends, std::uint64_t length) const;
    core::task<std::unique_ptr<websocket>> decline(refusal why);

    connection& connection_;
    incoming const& in_;
    int status_ = 0;
    bool complete_ = false;
};

}  // namespace net::server
