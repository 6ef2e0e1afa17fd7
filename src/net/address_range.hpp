#pragma once

#include <string_view>

namespace net {

// Whether `address` lies in `range`: an address alone, or CIDR notation (RFC 4632) as in "10.0.0.0/8" or "fd00::/8". An IPv4
// address inside IPv6 (::ffff:a.b.c.d) counts as the IPv4 one. False when either can't be read.
bool address_in_range(std::string_view address, std::string_view range);

}  // namespace net
