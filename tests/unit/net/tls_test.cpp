#include "net/http_client.hpp"
#include "net/http_server.hpp"
#include "support/certificate.hpp"
#include "support/on_loop.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_server.hpp"

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

core::task<> answer(net::request const& r, net::exchange& x) {
    net::response reply;
    reply.body = r.path == "/large" ? std::string(300'000, 'x') : r.secure ? "secure" : "plain";
    co_await x.reply(std::move(reply));
}

// A blocking TLS client that speaks exactly one version.
class tls_client {
public:
    explicit tls_client(std::uint16_t port, int version = TLS1_3_VERSION) {
        context_.set_verify_mode(asio::ssl::verify_none);
        SSL_CTX_set_min_proto_version(context_.native_handle(), version);
        SSL_CTX_set_max_proto_version(context_.native_handle(), version);
        SSL_CTX_set_security_level(context_.native_handle(), 0);   // so that the old versions can be offered at all
        stream_.emplace(io_, context_);
        stream_->next_layer().connect({asio::ip::make_address("127.0.0.1"), port});
        stream_->handshake(asio::ssl::stream_base::client, failed_);
    }

    bool connected() const { return !failed_; }
    std::string version() { return SSL_get_version(stream_->native_handle()); }

    http::response<http::string_body> get(char const* path) {
        http::request<http::empty_body> request(http::verb::get, path, 11);
        request.set(http::field::host, "localhost");
        http::write(*stream_, request);
        http::response<http::string_body> reply;
        http::read(*stream_, buffer_, reply);
        return reply;
    }

private:
    asio::io_context io_;
    asio::ssl::context context_{asio::ssl::context::tls_client};
    std::optional<asio::ssl::stream<asio::ip::tcp::socket>> stream_;
    boost::beast::flat_buffer buffer_;
    error_code failed_;
};

class tls : public testing::Test {
protected:
    net::http_config config() const {
        net::http_config out;
        out.tls = net::tls_files{pem.certificate_path, pem.key_path};
        return out;
    }

    support::temporary_folder folder;
    support::certificate pem{folder.path()};
};

TEST_F(tls, serves_requests_over_1_2_and_1_3) {
    support::test_server server(answer, config());

    for (auto const version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        tls_client client(server.port, version);
        auto const reply = client.get("/");
        EXPECT_EQ(reply.body(), "secure");
        EXPECT_EQ(reply["Strict-Transport-Security"], "max-age=31536000");
        EXPECT_EQ(client.get("/large").body().size(), 300'000u) << client.version();
    }
}

TEST_F(tls, refuses_older_versions) {
    support::test_server server(answer, config());
    EXPECT_FALSE(tls_client(server.port, TLS1_1_VERSION).connected());
    EXPECT_FALSE(tls_client(server.port, TLS1_VERSION).connected());
}

TEST_F(tls, closes_a_connection_that_speaks_plain_http_or_nothing) {
    support::test_server server(answer, config());
    auto plain = server.connect();
    plain.send(support::get("/"));
    auto silent = server.connect();

    EXPECT_EQ(plain.read().status, 0);
    server.advance_until(silent);
    EXPECT_TRUE(silent.is_closed());
}

TEST_F(tls, names_the_file_that_can_not_be_used) {
    net::loops loops(1);
    auto const reason = [&](std::string certificate, std::string key) -> std::string {
        net::http_config broken;
        broken.tls = net::tls_files{std::move(certificate), std::move(key)};
        try {
            net::http_server server(loops, std::move(broken), answer);
        } catch (std::runtime_error const& e) {
            return e.what();
        }
        return {};
    };
    auto const missing = (folder.path() / "missing.pem").string();
    auto const empty = (folder.path() / "empty.pem").string();
    std::ofstream(empty).flush();

    EXPECT_EQ(reason(missing, pem.key_path), "Can't read the certificate " + missing + ": No such file or directory.");
    EXPECT_EQ(reason(pem.certificate_path, missing),
              "Can't read the private key " + missing + ": No such file or directory.");
    EXPECT_TRUE(reason(empty, pem.key_path).starts_with(empty + " holds no certificate in PEM form"));
    EXPECT_TRUE(reason(pem.certificate_path, pem.certificate_path)
                    .starts_with(pem.certificate_path + " holds no private key in PEM form"));
}

TEST_F(tls, of_an_authority_that_the_client_was_told_of_is_trusted) {
    support::test_server server(answer, config());
    net::http_client client(server.loops, pem.certificate_path);
    auto const read = [&](std::string const& host) -> core::task<core::result<std::string>> {
        auto const opened = co_await client.open({.url = fmt::format("https://{}:{}/", host, server.port)});
        if (!opened) co_return opened.error();
        co_return co_await (*opened)->read_some();
    };

    auto const trusted = support::on_loop(server.loops, read("localhost"));
    ASSERT_TRUE(trusted) << trusted.error().message;
    EXPECT_EQ(*trusted, "secure");
    EXPECT_EQ(support::on_loop(server.loops, read("127.0.0.1")).error().message,   // another name than it certifies
              "the server's certificate is not valid");
}

TEST_F(tls, names_the_file_of_authorities_that_can_not_be_used) {
    net::loops loops(1);
    auto const empty = (folder.path() / "empty.pem").string();
    std::ofstream(empty).flush();

    for (auto const& file : {empty, (folder.path() / "missing.pem").string(), pem.key_path}) {
        EXPECT_NE(net::http_client::problem_with_authorities(file).find(file), std::string::npos);
        EXPECT_THROW(net::http_client(loops, file), std::runtime_error);
    }
    EXPECT_EQ(net::http_client::problem_with_authorities(pem.certificate_path), "");
}

TEST_F(tls, is_verified_by_the_client) {
    support::test_server server(answer, config());
    net::http_client client(server.loops);
    auto open = [&]() -> core::task<core::error> {
        auto const opened = co_await client.open({.url = "https://localhost:" + std::to_string(server.port) + "/"});
        co_return opened.error();
    };

    EXPECT_EQ(support::on_loop(server.loops, open()).message, "the server's certificate is not valid");
}

}  // namespace
