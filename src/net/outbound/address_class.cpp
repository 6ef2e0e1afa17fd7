#include "net/outbound/address_class.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace net {

namespace {

namespace ip = boost::asio::ip;

struct block_v4 {
    std::uint32_t base;
    unsigned bits;
};

constexpr std::uint32_t quad(unsigned a, unsigned b, unsigned c, unsigned d) { return a << 24 | b << 16 | c << 8 | d; }

constexpr block_v4 not_public_v4[] = {
    {quad(0, 0, 0, 0), 8},         // "this network"
    {quad(10, 0, 0, 0), 8},        // private
    {quad(100, 64, 0, 0), 10},     // shared by carriers; a cloud's metadata
    {quad(127, 0, 0, 0), 8},       // loopback
    {quad(168, 63, 129, 16), 32},  // a cloud's host agent, on a public address
    {quad(169, 254, 0, 0), 16},    // link-local; metadata of most clouds
    {quad(172, 16, 0, 0), 12},     // private
    {quad(192, 0, 0, 0), 24},      // protocol assignments
    {quad(192, 0, 2, 0), 24},      // documentation
    {quad(192, 88, 99, 0), 24},    // 6to4 relays
    {quad(192, 168, 0, 0), 16},    // private
    {quad(198, 18, 0, 0), 15},     // benchmarks
    {quad(198, 51, 100, 0), 24},   // documentation
    {quad(203, 0, 113, 0), 24},    // documentation
    {quad(224, 0, 0, 0), 4},       // multicast
    {quad(240, 0, 0, 0), 4},       // reserved, broadcast
};

struct block_v6 {
    std::array<std::uint8_t, 4> base;
    unsigned bits;
};

// Inside 2000::/3, which is all that is given out.
constexpr block_v6 not_public_v6[] = {
    {{0x20, 0x01, 0x00, 0x00}, 23},  // protocol assignments: Teredo, ORCHID, benchmarks
    {{0x20, 0x01, 0x0d, 0xb8}, 32},  // documentation
    {{0x20, 0x02, 0x00, 0x00}, 16},  // 6to4
    {{0x3f, 0xff, 0x00, 0x00}, 20},  // documentation
};

bool holds(block_v4 const& block, std::uint32_t address) { return ((address ^ block.base) >> (32 - block.bits)) == 0; }

bool holds(block_v6 const& block, address_bytes const& address) {
    auto const first = quad(address[0], address[1], address[2], address[3]);
    auto const base = quad(block.base[0], block.base[1], block.base[2], block.base[3]);
    return ((first ^ base) >> (32 - block.bits)) == 0;
}

bool is_mapped(address_bytes const& a) {
    return std::all_of(a.begin(), a.begin() + 10, [](auto byte) { return byte == 0; }) && a[10] == 0xff &&
           a[11] == 0xff;
}

}  // namespace

address_bytes to_bytes(ip::address const& address) {
    if (address.is_v6()) return address.to_v6().to_bytes();
    return ip::make_address_v6(ip::v4_mapped, address.to_v4()).to_bytes();
}

bool is_public(address_bytes const& a) {
    if (is_mapped(a)) {
        auto const v4 = quad(a[12], a[13], a[14], a[15]);
        return std::ranges::none_of(not_public_v4, [&](auto const& block) { return holds(block, v4); });
    }
    if ((a[0] & 0xe0) != 0x20) return false;
    return std::ranges::none_of(not_public_v6, [&](auto const& block) { return holds(block, a); });
}

}  // namespace net
