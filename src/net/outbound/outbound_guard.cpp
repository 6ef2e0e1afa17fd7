#include "net/outbound/outbound_guard.hpp"

#include "core/interrupt.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <optional>

namespace net {

namespace {

namespace asio = boost::asio;
namespace ip = asio::ip;

core::error not_allowed(char const* why) { return {core::errc::forbidden, why}; }

std::optional<ip::address> literal(std::string const& host) {
    boost::system::error_code not_one;
    auto const address = ip::make_address(host, not_one);
    if (not_one) return std::nullopt;
    return address;
}

core::task<core::result<std::vector<ip::address>>> ask_system(std::string host) {
    ip::tcp::resolver resolver(co_await asio::this_coro::executor);
    auto [failed, found] = co_await resolver.async_resolve(host, "", asio::as_tuple(asio::use_awaitable));
    std::vector<ip::address> out;
    for (auto const& each : found)
        if (std::ranges::find(out, each.endpoint().address()) == out.end()) out.push_back(each.endpoint().address());
    if (!failed && !out.empty()) co_return out;
    core::error missing(core::errc::upstream_failed, "host not found");
    missing.retryable = true;
    co_return missing;
}

}  // namespace

name_resolver system_resolver() { return ask_system; }

std::vector<std::uint16_t> web_ports_and_that_of(std::string const& url) {
    std::vector<std::uint16_t> out{80, 443};
    if (auto const read = outbound_url::parse(url)) out.push_back(read->port());
    return out;
}

core::task<core::result<std::vector<ip::address>>> outbound_guard::resolve(outbound_url const& url) const {
    auto const named = [&](std::string const& pattern) { return host_matches(url.host(), pattern); };
    if (!policy_.hosts.empty() && std::ranges::none_of(policy_.hosts, named))
        co_return not_allowed("this host is not on the list of those that may be reached");
    std::vector<ip::address> addresses;
    if (auto const address = literal(url.host())) {
        addresses.push_back(*address);
    } else {
        auto found = co_await core::unless_late(policy_.lookup_timeout, policy_.resolve(url.host()));
        if (!found) co_return core::error{core::errc::timeout, "looking up the host takes too long"};
        if (!*found) co_return found->error();
        addresses = std::move(**found);
    }
    if (auto const checked = check_all(addresses, url.port()); !checked) co_return checked.error();
    co_return addresses;
}

core::result<void> outbound_guard::check_all(std::span<ip::address const> addresses, std::uint16_t port) const {
    auto const good = [&](ip::address const& each) { return may_connect(each, port); };
    if (!addresses.empty() && std::ranges::all_of(addresses, good)) return {};
    return not_allowed("the address is not public, or its port is not one of the web; OUTBOUND_ALLOW can name it");
}

bool outbound_guard::may_connect(ip::address const& address, std::uint16_t port) const {
    if (port == 0 || (address.is_v6() && address.to_v6().scope_id() != 0)) return false;
    auto const bytes = to_bytes(address);
    if (std::ranges::any_of(policy_.allowed, [&](auto const& range) { return range.contains(bytes); })) return true;
    return is_public(bytes) && std::ranges::find(policy_.ports, port) != policy_.ports.end();
}

std::vector<address_range> ranges_of(std::span<std::string const> texts) {
    std::vector<address_range> out;
    for (auto const& text : texts)
        if (auto range = address_range::parse(text)) out.push_back(*range);
    return out;
}

}  // namespace net
