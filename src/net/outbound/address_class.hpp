#pragma once

#include <boost/asio/ip/address.hpp>

namespace net {

using address_bytes = boost::asio::ip::address_v6::bytes_type;

// An address as 16 bytes, IPv4 in its mapped form (::ffff:a.b.c.d): the one form in which addresses are judged, however
// they were written.
address_bytes to_bytes(boost::asio::ip::address const& address);

// Whether an address belongs to the public Internet: globally reachable unicast after the registries of special-purpose
// addresses (RFC 6890). What leads to an IPv4 address in a roundabout way (NAT64, 6to4, Teredo, the old compatible
// form) is not public, whatever it leads to, and neither is a cloud's own service that stands on a public address.
bool is_public(address_bytes const& address);

}  // namespace net
