#pragma once

#include "net/http.hpp"

#include <boost/asio/ip/address.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace net::server {

// Whose X-Forwarded-For and X-Forwarded-Proto are believed. From anyone else they are only headers.
class trusted_proxies {
public:
    // Addresses ("10.0.0.1") and networks ("10.0.0.0/8", "fd00::/8"). Throws runtime_error that names a bad one.
    explicit trusted_proxies(std::vector<std::string> const& rows);

    // Sets the client's address and whether it came over TLS, where the peer is trusted: the last address that no trusted
    // proxy has added.
    void apply(request& r) const;

private:
    struct network {
        boost::asio::ip::address_v6::bytes_type base;   // an IPv4 address in its mapped form
        unsigned bits;
    };

    bool trusts(std::string_view address) const;

    std::vector<network> networks_;
};

}  // namespace net::server
