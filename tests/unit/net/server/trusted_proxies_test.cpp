#include "net/server/trusted_proxies.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace {

using net::server::trusted_proxies;

net::request from(std::string peer, std::string forwarded_for, std::string proto = "https") {
    net::request r;
    r.remote_address = std::move(peer);
    r.fields = {{"X-Forwarded-For", std::move(forwarded_for)}, {"X-Forwarded-Proto", std::move(proto)}};
    return r;
}

std::string client_of(trusted_proxies const& proxies, net::request r) {
    proxies.apply(r);
    return r.remote_address;
}

TEST(trusted_proxies, believe_nobody_by_default) {
    auto r = from("127.0.0.1", "1.2.3.4");

    trusted_proxies({}).apply(r);

    EXPECT_EQ(r.remote_address, "127.0.0.1");
    EXPECT_FALSE(r.secure);
}

TEST(trusted_proxies, take_the_last_address_that_no_trusted_proxy_added) {
    trusted_proxies const proxies({"10.0.0.0/8", "::1"});

    EXPECT_EQ(client_of(proxies, from("10.1.2.3", "6.6.6.6, 1.2.3.4")), "1.2.3.4");
    EXPECT_EQ(client_of(proxies, from("10.1.2.3", "6.6.6.6, 1.2.3.4, 10.9.9.9")), "1.2.3.4");
    EXPECT_EQ(client_of(proxies, from("::1", "2001:db8::7")), "2001:db8::7");
    EXPECT_EQ(client_of(proxies, from("11.1.2.3", "1.2.3.4")), "11.1.2.3");
}

TEST(trusted_proxies, stop_at_what_is_no_address) {
    trusted_proxies const proxies({"10.0.0.1"});

    EXPECT_EQ(client_of(proxies, from("10.0.0.1", "1.2.3.4, <script>")), "10.0.0.1");
    EXPECT_EQ(client_of(proxies, from("10.0.0.1", "")), "10.0.0.1");
}

TEST(trusted_proxies, see_ipv4_peers_of_a_dual_stack_socket) {
    trusted_proxies const proxies({"10.0.0.0/8"});
    EXPECT_EQ(client_of(proxies, from("::ffff:10.0.0.1", "1.2.3.4")), "1.2.3.4");
}

TEST(trusted_proxies, say_whether_the_client_came_over_tls) {
    trusted_proxies const proxies({"10.0.0.1"});
    auto secure = from("10.0.0.1", "1.2.3.4");
    auto plain = from("10.0.0.1", "1.2.3.4", "http");

    proxies.apply(secure);
    proxies.apply(plain);

    EXPECT_TRUE(secure.secure);
    EXPECT_FALSE(plain.secure);
}

TEST(trusted_proxies, refuse_rows_that_are_no_network) {
    for (auto const* const row : {"", "10.0.0.0/33", "10.0.0.0/x", "host", "10.0.0.0/", "::1/129"})
        EXPECT_THROW(trusted_proxies({row}), std::runtime_error) << row;
}

}  // namespace
