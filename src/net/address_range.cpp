#include "net/address_range.hpp"

#include <boost/asio/ip/address.hpp>

#include <charconv>
#include <string>

namespace net {

namespace {

namespace ip = boost::asio::ip;

std::optional<ip::address> read_address(std::string_view text) {
    boost::system::error_code failed;
    auto const address = ip::make_address(std::string(text), failed);
    if (failed) return std::nullopt;
    return address;
}

ip::address_v6::bytes_type as_v6(ip::address const& a) {
    return a.is_v6() ? a.to_v6().to_bytes() : ip::make_address_v6(ip::v4_mapped, a.to_v4()).to_bytes();
}

bool read_number(std::string_view digits, unsigned& out) {
    auto const* const end = digits.data() + digits.size();
    auto const read = std::from_chars(digits.data(), end, out);
    return read.ec == std::errc() && read.ptr == end;
}

}  // namespace

std::optional<address_range> address_range::parse(std::string_view text) {
    auto const slash = text.find('/');
    auto const base = read_address(text.substr(0, slash));
    if (!base) return std::nullopt;
    unsigned const width = base->is_v6() ? 128 : 32;
    unsigned bits = width;
    if (slash != text.npos && (!read_number(text.substr(slash + 1), bits) || bits > width)) return std::nullopt;
    return address_range(as_v6(*base), bits + 128 - width);
}

bool address_range::contains(std::string_view address) const {
    auto const parsed = read_address(address);
    return parsed && contains(as_v6(*parsed));
}

bool address_range::contains(bytes const& other) const {
    for (unsigned i = 0; i < bits_; ++i) {
        auto const mask = static_cast<unsigned char>(0x80 >> (i % 8));
        if ((base_[i / 8] ^ other[i / 8]) & mask) return false;
    }
    return true;
}

bool is_address(std::string_view text) { return read_address(text).has_value(); }

bool address_in_range(std::string_view address, std::string_view range) {
    auto const parsed = address_range::parse(range);
    return parsed && parsed->contains(address);
}

}  // namespace net
