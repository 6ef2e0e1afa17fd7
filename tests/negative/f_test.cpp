#include "f_rows.hpp"

#include "net/outbound/guarded_fetch.hpp"
#include "support/on_loop.hpp"
#include "support/raw_server.hpp"
#include "support/test_application.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <future>
#include <iostream>
#include <map>

// Addresses that others choose: what must not be reached is not, row by row; and what redirects, names with several
// addresses and hostile servers may try.

namespace negative {

void PrintTo(f_row const& row, std::ostream* out) { *out << row.id << ' ' << row.name; }
void PrintTo(f_address_row const& row, std::ostream* out) { *out << row.id << ' ' << row.address; }

}  // namespace negative

namespace {

using namespace std::chrono_literals;
using negative::f_address_row;
using negative::f_row;
using support::ok;
using support::raw_peer;
using support::raw_server;
namespace ip = boost::asio::ip;

using names = std::map<std::string, std::vector<std::string>>;

// Names mean what the test says; "localhost" is this machine.
net::name_resolver resolver_of(names known) {
    known["localhost"] = {"127.0.0.1", "::1"};
    known["localhost."] = known["localhost"];
    return [known](std::string host) -> core::task<core::result<std::vector<ip::address>>> {
        std::vector<ip::address> out;
        if (auto const found = known.find(host); found != known.end())
            for (auto const& each : found->second) out.push_back(ip::make_address(each));
        if (out.empty()) co_return core::error{core::errc::upstream_failed, "host not found"};
        co_return out;
    };
}

// Every port of 127.0.0.2 and so on may be reached; 127.0.0.1 stands for what may not.
net::outbound_policy test_policy(names known = {}) {
    return {.allowed = {*net::address_range::parse("127.0.0.2/31")}, .resolve = resolver_of(std::move(known))};
}

class f : public testing::Test {
protected:
    f() { loops.start(); }

    core::result<net::fetched> fetch(net::outbound_policy policy, net::client_request request,
                                     net::fetch_limits limits = {}) {
        net::outbound_guard const guard(std::move(policy));
        return support::on_loop(loops, net::guarded_fetch(client, guard, std::move(request), limits));
    }
    core::result<net::fetched> get(std::string url, names known = {}) {
        return fetch(test_policy(std::move(known)), {.url = std::move(url)});
    }

    net::loops loops{1};
    net::http_client client{loops};
};

std::string test_name(auto const& row, std::string const& name) {
    auto out = row.id + "_" + name;
    std::ranges::replace_if(out, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
    return out;
}

class forbidden_url : public f, public testing::WithParamInterface<f_row> {
public:
    static void SetUpTestSuite() { std::cout << negative::f_rows().size() << " forbidden addresses\n"; }
};

TEST_P(forbidden_url, is_refused_before_connecting) {
    auto const out = get(GetParam().url);

    ASSERT_FALSE(out.has_value()) << out->status;
    auto const code = out.error().code;
    auto const is_no_host = GetParam().url == "http://127.0.0.1./" && code == core::errc::upstream_failed;
    EXPECT_TRUE(code == core::errc::forbidden || code == core::errc::invalid_input || is_no_host)
        << out.error().message;
}

INSTANTIATE_TEST_SUITE_P(f, forbidden_url, testing::ValuesIn(negative::f_rows()),
                         [](auto const& info) { return test_name(info.param, info.param.name); });

class address : public testing::TestWithParam<f_address_row> {
public:
    static void SetUpTestSuite() { std::cout << negative::f_address_rows().size() << " classified addresses\n"; }
};

TEST_P(address, is_judged_by_its_bytes) {
    auto const& row = GetParam();
    net::outbound_guard const guard({});

    EXPECT_EQ(net::is_public(net::to_bytes(ip::make_address(row.address))), row.is_public);
    EXPECT_EQ(guard.may_connect(ip::make_address(row.address), 443), row.is_public);
    EXPECT_FALSE(guard.may_connect(ip::make_address(row.address), 22));
}

INSTANTIATE_TEST_SUITE_P(f, address, testing::ValuesIn(negative::f_address_rows()),
                         [](auto const& info) { return test_name(info.param, info.param.address); });

// A server on 127.0.0.1 that the tests' policy reaches as "good.test": its address is pinned to 127.0.0.1 and allowed.
struct allowed_server {
    explicit allowed_server(raw_server::script each) : server(std::move(each)) {}

    net::outbound_policy policy(names more = {}) const {
        more["good.test"] = {"127.0.0.1"};
        more["other.test"] = {"127.0.0.1"};
        return {.allowed = {*net::address_range::parse("127.0.0.1")}, .resolve = resolver_of(std::move(more))};
    }
    std::string port() const {
        auto const url = server.url("");
        return url.substr(url.rfind(':') + 1);
    }
    std::string url(std::string const& path, std::string const& host = "good.test") const {
        return "http://" + host + ":" + port() + path;
    }

    raw_server server;
};

std::string redirect_to(std::string const& where, int status = 302) {
    return "HTTP/1.1 " + std::to_string(status) + " Moved\r\nLocation: " + where + "\r\nContent-Length: 0\r\n\r\n";
}

std::string path_of(std::string const& request) {
    auto const begin = request.find(' ') + 1;
    return request.substr(begin, request.find(' ', begin) - begin);
}

TEST_F(f, F_04_hops_are_checked_like_the_first) {
    std::map<std::string, std::string> const targets{
        {"/metadata", "http://169.254.169.254/"}, {"/file", "file:///etc/passwd"}, {"/user", "http://a:b@good.test/"},
        {"/relative-user", "//a@good.test/"},     {"/loopback", "http://[::1]/"},  {"/backslash", "/\\good.test\\"},
        {"/line", "http://good.test/\x0b"}};
    allowed_server server([&](raw_peer& peer) { peer.send(redirect_to(targets.at(path_of(peer.read_request())))); });

    for (auto const& [path, target] : targets) {
        auto const out = fetch(server.policy(), {.url = server.url(path)});
        ASSERT_FALSE(out.has_value()) << path;
        EXPECT_EQ(out.error().code, core::errc::forbidden) << path << ": " << out.error().message;
    }
}

TEST_F(f, F_04_three_hops_are_followed_and_no_more) {
    allowed_server server([&](raw_peer& peer) {
        auto const path = path_of(peer.read_request());
        auto const left = std::stoi(path.substr(1));
        peer.send(left == 0 ? ok("there") : redirect_to("/" + std::to_string(left - 1)));
    });

    auto const three = fetch(server.policy(), {.url = server.url("/3")});
    ASSERT_TRUE(three.has_value()) << three.error().message;
    EXPECT_EQ(three->body, "there");
    EXPECT_TRUE(three->url.ends_with("/0"));

    auto const six = fetch(server.policy(), {.url = server.url("/6")});
    ASSERT_FALSE(six.has_value());
    EXPECT_EQ(six.error().code, core::errc::upstream_failed);
}

TEST_F(f, F_04_credentials_stay_with_their_host) {
    std::map<std::string, std::string> seen;
    std::mutex seen_mutex;
    allowed_server* here = nullptr;
    allowed_server server([&](raw_peer& peer) {
        auto const request = peer.read_request();
        auto const path = path_of(request);
        {
            std::lock_guard const lock(seen_mutex);
            seen[path] = request;
        }
        if (path == "/same") peer.send(redirect_to("/end-same"));
        else if (path == "/other") peer.send(redirect_to(here->url("/end-other", "other.test")));
        else if (path == "/body") peer.send(redirect_to(here->url("/end-body", "other.test"), 307));
        else peer.send(ok("end"));
    });
    here = &server;
    net::headers const secrets{
        {"Authorization", "Bearer k"}, {"Cookie", "a=b"}, {"X-Api-Key", "k"}, {"Accept", "text/x"}};

    EXPECT_TRUE(fetch(server.policy(), {.url = server.url("/same"), .fields = secrets}).has_value());
    EXPECT_TRUE(fetch(server.policy(), {.url = server.url("/other"), .fields = secrets}).has_value());
    auto const body = fetch(server.policy(), {.method = "POST", .url = server.url("/body"), .body = "secret"});

    EXPECT_NE(seen["/end-same"].find("Bearer k"), std::string::npos);
    for (auto const* const secret : {"Bearer", "Cookie", "X-Api-Key"})
        EXPECT_EQ(seen["/end-other"].find(secret), std::string::npos) << seen["/end-other"];
    EXPECT_NE(seen["/end-other"].find("text/x"), std::string::npos);
    ASSERT_FALSE(body.has_value());
    EXPECT_EQ(body.error().code, core::errc::forbidden);
    EXPECT_FALSE(seen.contains("/end-body"));
}

TEST_F(f, F_06_one_private_address_among_public_ones_is_enough) {
    raw_server server([](raw_peer& peer) { peer.read_request(); });

    for (auto const& addresses : std::vector<std::vector<std::string>>{
             {"8.8.8.8", "127.0.0.1"}, {"127.0.0.1", "8.8.8.8"}, {"2606:4700::1111", "fd00::1"}}) {
        auto const out = get("http://two.test/", {{"two.test", addresses}});
        ASSERT_FALSE(out.has_value());
        EXPECT_EQ(out.error().code, core::errc::forbidden);
    }
    EXPECT_EQ(server.connections(), 0u);
}

// Nobody waits for a name server for longer than the guard does; its answer comes to nothing then.
TEST_F(f, F_12_a_name_that_nobody_tells_in_time_is_not_waited_for) {
    auto policy = test_policy();
    policy.lookup_timeout = std::chrono::milliseconds(5);
    policy.resolve = [](std::string) -> core::task<core::result<std::vector<ip::address>>> {
        boost::asio::steady_timer never(co_await boost::asio::this_coro::executor,
                                        boost::asio::steady_timer::time_point::max());
        co_await never.async_wait(boost::asio::use_awaitable);
        co_return std::vector<ip::address>();
    };

    auto const out = fetch(policy, {.url = "http://slow.test/"});

    ASSERT_FALSE(out.has_value());
    EXPECT_EQ(out.error().code, core::errc::timeout);
}

// A resolver that changes its mind between the check and the connection has no say: the checked address is used.
TEST_F(f, F_06_a_name_that_changes_its_meaning_is_connected_as_it_was_checked) {
    std::atomic<int> asked = 0;
    allowed_server server([](raw_peer& peer) {
        peer.read_request();
        peer.send(ok("pinned"));
    });
    auto policy = server.policy();
    policy.resolve = [&](std::string) -> core::task<core::result<std::vector<ip::address>>> {
        co_return std::vector{ip::make_address(++asked == 1 ? "127.0.0.1" : "169.254.169.254")};
    };

    auto const out = fetch(policy, {.url = server.url("/", "rebinding.test")});

    ASSERT_TRUE(out.has_value()) << out.error().message;
    EXPECT_EQ(out->body, "pinned");
    EXPECT_EQ(asked, 1);
}

TEST_F(f, F_07_what_was_parsed_is_what_is_connected) {
    std::promise<std::string> seen;
    allowed_server server([&](raw_peer& peer) {
        seen.set_value(peer.read_request());
        peer.send(ok("good"));
    });

    auto const out = fetch(server.policy(), {.url = server.url("") + "#@127.0.0.9"});

    ASSERT_TRUE(out.has_value()) << out.error().message;
    auto const request = seen.get_future().get();
    EXPECT_NE(request.find("Host: good.test:" + server.port() + "\r\n"), request.npos) << request;
    EXPECT_EQ(path_of(request), "/");
}

TEST_F(f, F_09_hosts_are_compared_by_label) {
    for (auto const* const host : {"dav.box.com", "DAV.BOX.COM", "dav.box.com."})
        EXPECT_TRUE(net::host_matches(host, "dav.box.com")) << host;
    for (auto const* const host : {"dav.box.com.evil", "evil-dav.box.com", "xdav.box.com", "box.com", "", "."})
        EXPECT_FALSE(net::host_matches(host, "dav.box.com")) << host;
    EXPECT_TRUE(net::host_matches("dav.box.com", "*.box.com"));
    for (auto const* const host : {"box.com", "evilbox.com", "dav.box.com.evil", ".box.com"})
        EXPECT_FALSE(net::host_matches(host, "*.box.com") && host[0] != '.') << host;

    auto policy = test_policy({{"dav.box.com.evil", {"8.8.8.8"}}, {"evil", {"8.8.8.8"}}});
    policy.hosts = {"dav.box.com"};
    for (auto const* const url : {"https://dav.box.com.evil/", "https://dav.box.com@evil/", "https://8.8.8.8/"})
        EXPECT_FALSE(fetch(policy, {.url = url}).has_value()) << url;
}

TEST_F(f, F_11_line_breaks_in_fields_are_refused_before_anything_is_sent) {
    allowed_server server([](raw_peer& peer) { peer.read_request(); });
    using namespace std::string_literals;

    for (auto const& bad : {"a\r\nX: y"s, "a\nb"s, "a\0b"s}) {
        EXPECT_EQ(fetch(server.policy(), {.url = server.url("/"), .fields = {{"X-A", bad}}}).error().code,
                  core::errc::invalid_input);
        EXPECT_EQ(fetch(server.policy(), {.method = bad, .url = server.url("/")}).error().code,
                  core::errc::invalid_input);
    }
    EXPECT_EQ(server.server.connections(), 0u);
}

TEST_F(f, F_12_replies_without_an_end_are_cut) {
    allowed_server server([](raw_peer& peer) {
        auto const path = path_of(peer.read_request());
        if (path == "/large") peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n");
        if (path == "/chunked") peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        if (path == "/bomb")
            peer.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\x1f\x8b");
        if (path == "/head") peer.send("HTTP/1.1 200 OK\r\nX-Long: " + std::string(1 << 20, 'a') + "\r\n\r\n");
        if (path == "/large")
            for (int i = 0; i < 64; ++i) peer.send(std::string(4096, 'a'));
        if (path == "/chunked")
            for (int i = 0; i < 64; ++i) peer.send("1000\r\n" + std::string(4096, 'a') + "\r\n");
        if (path == "/drip") peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\na");
        peer.wait_for_close();
    });

    for (auto const* const path : {"/large", "/chunked", "/bomb", "/head"}) {
        auto const out = fetch(server.policy(), {.url = server.url(path)}, {.body_bytes_max = 65536});
        ASSERT_FALSE(out.has_value()) << path;
        EXPECT_EQ(out.error().code, core::errc::upstream_failed) << path;
    }
    auto const slow = fetch(server.policy(), {.url = server.url("/drip"), .total_timeout = 300ms});
    ASSERT_FALSE(slow.has_value());
    EXPECT_EQ(slow.error().code, core::errc::timeout);
}

TEST_F(f, F_16_a_proxy_of_the_environment_gets_no_guarded_request) {
    raw_server proxy([](raw_peer& peer) {
        peer.read_request();
        peer.send(ok("through the proxy"));
    });
    allowed_server server([](raw_peer& peer) {
        peer.read_request();
        peer.send(ok("direct"));
    });
    ::setenv("http_proxy", proxy.url("").c_str(), 1);

    auto const good = fetch(server.policy(), {.url = server.url("/")});
    auto const bad = get("http://169.254.169.254/");

    ::unsetenv("http_proxy");
    ASSERT_TRUE(good.has_value()) << good.error().message;
    EXPECT_EQ(good->body, "direct");
    EXPECT_FALSE(bad.has_value());
    EXPECT_EQ(proxy.connections(), 0u);
}

// The last wall: even a resolver that is wrong does not lead libcurl to a forbidden address.
TEST_F(f, the_connection_itself_is_watched) {
    raw_server server([](raw_peer& peer) { peer.read_request(); });
    net::outbound_guard const guard({.resolve = resolver_of({})});

    auto const forbidden = [&]() -> core::task<bool> {
        auto opened = co_await client.open({.url = server.url(), .guard = &guard});
        co_return !opened && opened.error().code == core::errc::forbidden;
    };

    EXPECT_TRUE(support::on_loop(loops, forbidden()));
    EXPECT_EQ(server.connections(), 0u);
}

TEST(f_issuer, F_14_its_description_is_fetched_from_no_private_address_that_was_not_allowed) {
    raw_server issuer([](raw_peer& peer) {
        peer.read_request();
        peer.send(ok("{}"));
    });
    for (auto const& allowed : std::vector<std::vector<std::string>>{{}, {"10.0.0.0/8"}, {"127.0.0.1"}}) {
        support::test_application server([&](core::settings& settings) {
            settings.sign_on.issuer = issuer.url("");
            settings.sign_on.client_id = "parlance";
            settings.access.outbound_allow = allowed;
        });

        EXPECT_NE(server.client().get("/api/v1/auth/oidc/sso/start").status, 500);

        bool const is_allowed = !allowed.empty() && allowed.front() == "127.0.0.1";
        EXPECT_EQ(issuer.connections(), is_allowed ? 1u : 0u);
    }
}

}  // namespace
