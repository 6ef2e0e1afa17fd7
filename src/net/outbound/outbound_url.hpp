#pragma once

#include "core/result.hpp"

#include <curl/curl.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace net {

// An address to send a request to that somebody else chose, read once: by libcurl, which then connects to this very
// object and reads no text again. So no two parsers can disagree about its host.
class outbound_url {
public:
    // Only http and https. Refused, though libcurl would take them: user information, zone ids, blanks and control
    // characters, backslashes, and hosts in other alphabets (their ASCII form is taken). Fails with errc::invalid_input
    // and a sentence.
    static core::result<outbound_url> parse(std::string_view text);

    // What `location`, of a redirect, means here.
    core::result<outbound_url> follow(std::string_view location) const;

    bool is_https() const { return https_; }
    std::string const& host() const { return host_; }  // lower case, an IPv6 address without brackets
    std::uint16_t port() const { return port_; }
    std::string text() const;
    bool same_origin(outbound_url const& other) const {
        return https_ == other.https_ && port_ == other.port_ && host_ == other.host_;
    }

    CURLU* handle() const { return handle_.get(); }

private:
    struct free_url {
        void operator()(CURLU* url) const { curl_url_cleanup(url); }
    };
    using url_ptr = std::unique_ptr<CURLU, free_url>;

    outbound_url() = default;
    static core::result<outbound_url> read(url_ptr handle);
    std::string part(CURLUPart what, unsigned flags = 0) const;

    url_ptr handle_;
    std::string host_;
    std::uint16_t port_ = 0;
    bool https_ = false;
};

// Whether `host` is `pattern`, or lies below it where the pattern begins with "*.". Compares whole labels, without
// regard to case and to one dot at the end.
bool host_matches(std::string_view host, std::string_view pattern);

}  // namespace net
