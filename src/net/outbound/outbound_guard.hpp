#pragma once

#include "core/result.hpp"
#include "core/task.hpp"
#include "net/address_range.hpp"
#include "net/outbound/address_class.hpp"
#include "net/outbound/outbound_url.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace net {

// All addresses of a name. Fails with errc::upstream_failed when there is none.
using name_resolver = std::function<core::task<core::result<std::vector<boost::asio::ip::address>>>(std::string host)>;

// The operating system's.
name_resolver system_resolver();

// The web's, and the one that the operator named in this address.
std::vector<std::uint16_t> web_ports_and_that_of(std::string const& url);

struct outbound_policy {
    std::vector<address_range> allowed{};          // may be reached though not public, on every port
    std::vector<std::uint16_t> ports{80, 443};     // of public addresses
    std::vector<std::string> hosts{};              // see host_matches(); empty: every host
    name_resolver resolve = system_resolver();
    std::chrono::milliseconds lookup_timeout{5'000};
};

// Keeps requests whose address somebody else chose (a user, a model, a document, a provider's metadata) away from what
// only this machine can reach. Judged are the addresses that a name has at the moment of the request, all of them, and
// once more each that is connected to: what a name means in between does not matter. Immutable; shared by all threads.
class outbound_guard {
public:
    explicit outbound_guard(outbound_policy policy) : policy_(std::move(policy)) {}

    // The addresses to connect to. Fails with errc::forbidden when one of them, or the host, is not allowed, and with
    // errc::timeout when nobody says in time what the name means.
    core::task<core::result<std::vector<boost::asio::ip::address>>> resolve(outbound_url const& url) const;

    bool may_connect(boost::asio::ip::address const& address, std::uint16_t port) const;

private:
    core::result<void> check_all(std::span<boost::asio::ip::address const> addresses, std::uint16_t port) const;

    outbound_policy policy_;
};

// The policy's `allowed` out of addresses and CIDRs, as settings give them. What can't be read is left out.
std::vector<address_range> ranges_of(std::span<std::string const> texts);

}  // namespace net
