#pragma once

#include <boost/asio/ip/address_v6.hpp>

#include <optional>
#include <string_view>

namespace net {

// A network address alone, or a range of them in CIDR notation (RFC 4632): "10.0.0.1", "10.0.0.0/8", "fd00::/8". IPv4
// is the same as its form inside IPv6 (::ffff:a.b.c.d), which is how a dual-stack socket shows it.
class address_range {
public:
    // Nothing when `text` is no range.
    static std::optional<address_range> parse(std::string_view text);

    using bytes = boost::asio::ip::address_v6::bytes_type;

    // False for what is no address.
    bool contains(std::string_view address) const;
    bool contains(bytes const& address) const;

private:
    address_range(bytes base, unsigned bits) : base_(base), bits_(bits) {}

    bytes base_;
    unsigned bits_;   // of 128
};

// True for an IPv4 or IPv6 address in text.
bool is_address(std::string_view text);

// Whether `address` lies in `range`. False when either can't be read.
bool address_in_range(std::string_view address, std::string_view range);

}  // namespace net
