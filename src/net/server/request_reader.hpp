#pragma once

#include "net/http.hpp"
#include "net/refusal.hpp"

#include <boost/beast/http/basic_parser.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace net::server {

// Beast's parser, filling a net::request instead of a message of its own. Trailers are dropped: nothing that comes
// after the body may change what the head said.
class request_reader final : public boost::beast::http::basic_parser<true> {
public:
    // `into` must outlive the reader.
    request_reader(request& into, std::size_t header_bytes_max, std::size_t body_bytes_max);

    std::string const& raw_target() const { return raw_target_; }

private:
    using verb = boost::beast::http::verb;
    using field = boost::beast::http::field;
    using error_code = boost::beast::error_code;
    using string_view = boost::beast::string_view;

    void on_request_impl(verb, string_view method, string_view target, int version, error_code&) override;
    void on_response_impl(int, string_view, int, error_code&) override {}
    void on_field_impl(field, string_view name, string_view value, error_code&) override;
    void on_header_impl(error_code&) override { head_done_ = true; }
    void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override {}
    std::size_t on_body_impl(string_view body, error_code&) override;
    void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, string_view body, error_code&) override;
    void on_finish_impl(error_code&) override {}

    request& into_;
    std::string raw_target_;
    bool head_done_ = false;
};

// What to tell a client whose request the parser refused.
refusal to_refusal(boost::beast::error_code why);

}  // namespace net::server
