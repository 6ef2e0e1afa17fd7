#pragma once

#include "net/address_range.hpp"
#include "net/http.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace net::server {

// Whose X-Forwarded-For and X-Forwarded-Proto are believed. From anyone else they are only headers.
class trusted_proxies {
public:
    // Addresses and ranges. Throws runtime_error that names a bad one.
    explicit trusted_proxies(std::vector<std::string> const& rows);

    // Where the peer is trusted, sets the client's address, which is the last that no trusted proxy added, and whether
    // it came over TLS.
    void apply(request& r) const;

private:
    bool trusts(std::string_view address) const;

    std::vector<address_range> ranges_;
};

}  // namespace net::server
