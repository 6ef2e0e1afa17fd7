#include "net/server/trusted_proxies.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <stdexcept>

namespace net::server {

namespace ip = boost::asio::ip;

namespace {

std::optional<ip::address> parse(std::string_view text) {
    boost::system::error_code failed;
    auto const address = ip::make_address(std::string(text), failed);
    if (failed) return std::nullopt;
    return address;
}

ip::address_v6::bytes_type as_v6(ip::address const& a) {
    if (a.is_v6()) return a.to_v6().to_bytes();
    return ip::make_address_v6(ip::v4_mapped, a.to_v4()).to_bytes();
}

bool shares_prefix(ip::address_v6::bytes_type const& a, ip::address_v6::bytes_type const& b, unsigned bits) {
    for (unsigned i = 0; i < bits; ++i) {
        auto const mask = static_cast<unsigned char>(0x80 >> (i % 8));
        if ((a[i / 8] ^ b[i / 8]) & mask) return false;
    }
    return true;
}

bool read_number(char const* begin, char const* end, unsigned& out) {
    auto const read = std::from_chars(begin, end, out);
    return read.ec == std::errc() && read.ptr == end;
}

std::string_view take_last(std::string_view& list) {
    auto const comma = list.rfind(',');
    auto item = comma == list.npos ? list : list.substr(comma + 1);
    list = comma == list.npos ? std::string_view() : list.substr(0, comma);
    while (!item.empty() && item.front() == ' ') item.remove_prefix(1);
    while (!item.empty() && item.back() == ' ') item.remove_suffix(1);
    return item;
}

}  // namespace

trusted_proxies::trusted_proxies(std::vector<std::string> const& rows) {
    for (auto const& row : rows) {
        auto const slash = std::min(row.find('/'), row.size());
        auto const address = parse(std::string_view(row).substr(0, slash));
        unsigned bits = 0;
        auto const width = address && address->is_v6() ? 128u : 32u;
        auto const* const end = row.data() + row.size();
        bool good = address.has_value();
        if (slash == row.size()) bits = width;
        else good = good && read_number(row.data() + slash + 1, end, bits) && bits <= width;
        if (!good) throw std::runtime_error(fmt::format("A trusted proxy is no address or network: {}", row));
        networks_.push_back({as_v6(*address), bits + 128 - width});
    }
}

void trusted_proxies::apply(request& r) const {
    if (networks_.empty() || !trusts(r.remote_address)) return;
    r.secure = r.secure || same_name(r.fields.get("x-forwarded-proto"), "https");
    for (auto list = r.fields.get("x-forwarded-for"); !list.empty();) {
        auto const address = take_last(list);
        if (!parse(address)) return;   // from here on it is made up
        r.remote_address = address;
        if (!trusts(address)) return;
    }
}

bool trusted_proxies::trusts(std::string_view address) const {
    auto const parsed = parse(address);
    if (!parsed) return false;
    auto const bytes = as_v6(*parsed);
    return std::ranges::any_of(networks_, [&](network const& n) { return shares_prefix(bytes, n.base, n.bits); });
}

}  // namespace net::server
