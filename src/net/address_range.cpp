#include "net/address_range.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

namespace net {

namespace {

namespace ip = boost::asio::ip;

std::optional<ip::address> parse(std::string_view text) {
    boost::system::error_code failed;
    auto address = ip::make_address(std::string(text), failed);
    if (failed) return std::nullopt;
    if (address.is_v6() && address.to_v6().is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, address.to_v6());
    return address;
}

std::vector<unsigned char> bytes_of(ip::address const& address) {
    if (address.is_v4()) {
        auto const b = address.to_v4().to_bytes();
        return {b.begin(), b.end()};
    }
    auto const b = address.to_v6().to_bytes();
    return {b.begin(), b.end()};
}

}  // namespace

bool address_in_range(std::string_view address, std::string_view range) {
    auto const slash = range.find('/');
    auto const a = parse(address);
    auto const r = parse(range.substr(0, slash));
    if (!a || !r) return false;
    auto const left = bytes_of(*a);
    auto const right = bytes_of(*r);
    if (left.size() != right.size()) return false;

    std::size_t bits = 8 * right.size();
    if (slash != range.npos) {
        auto const digits = range.substr(slash + 1);
        auto const [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
        if (failed != std::errc() || end != digits.data() + digits.size() || bits > 8 * right.size()) return false;
    }
    auto const whole = bits / 8;
    if (!std::equal(left.begin(), left.begin() + std::ptrdiff_t(whole), right.begin())) return false;
    auto const rest = bits % 8;
    auto const mask = static_cast<unsigned char>(0xff << (8 - rest));
    return rest == 0 || (left[whole] & mask) == (right[whole] & mask);
}

}  // namespace net
