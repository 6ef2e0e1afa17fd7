#include "core/settings/checks.hpp"

#include "core/settings.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include <charconv>

namespace core {
namespace {

namespace ip = boost::asio::ip;

bool is_name(std::string_view host) {
    if (host.empty() || host.size() > 253 || host.front() == '.' || host.front() == '-') return false;
    for (char const c : host)
        if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && c != '-' && c != '.' &&
            c != '_')
            return false;
    return true;
}

bool is_address(std::string_view text) {
    boost::system::error_code ec;
    ip::make_address(std::string(text), ec);
    return !ec;
}

bool is_network(std::string_view text) {
    if (is_address(text)) return true;
    boost::system::error_code ec;
    ip::make_network_v4(std::string(text), ec);
    if (ec) ip::make_network_v6(std::string(text), ec);
    return !ec;
}

bool is_port(std::string_view text) {
    unsigned value = 0;
    auto const [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    return ec == std::errc() && end == text.data() + text.size() && value <= 65535;
}

// "host", "host:port", "[::1]:port"
bool is_authority(std::string_view text) {
    if (text.starts_with('[')) {
        auto const close = text.find(']');
        if (close == text.npos || !is_address(text.substr(1, close - 1))) return false;
        text.remove_prefix(close + 1);
        return text.empty() || (text[0] == ':' && is_port(text.substr(1)));
    }
    auto const colon = text.find(':');
    return is_name(text.substr(0, colon)) && (colon == text.npos || is_port(text.substr(colon + 1)));
}

bool is_http_url(std::string_view text, bool origin_only) {
    if (text.starts_with("https://")) text.remove_prefix(8);
    else if (text.starts_with("http://")) text.remove_prefix(7);
    else return false;
    auto const path = text.find_first_of("/?#");
    if (!is_authority(text.substr(0, path))) return false;
    if (text.find_first_of(" \t\"<>") != text.npos) return false;
    return path == text.npos || (!origin_only && text.find_first_of("?#") == text.npos);
}

template <class Check>
bool all_of_list(std::string_view text, Check check) {
    while (!text.empty()) {
        auto item = text.substr(0, text.find(','));
        text.remove_prefix(std::min(item.size() + 1, text.size()));
        while (item.starts_with(' ')) item.remove_prefix(1);
        while (item.ends_with(' ')) item.remove_suffix(1);
        if (!item.empty() && !check(item)) return false;
    }
    return true;
}

}  // namespace

std::string check_http_url(std::string_view text) {
    if (text.empty() || is_http_url(text, false)) return {};
    return "must be a URL such as https://host/v1, without user name, query or fragment";
}

std::string check_issuer(std::string_view text) {
    if (text.empty()) return {};
    if (text.find_first_of("?#@") != text.npos || !check_http_url(text).empty()) return "must be an https address";
    if (text.starts_with("https://")) return {};
    auto const host = text.substr(7, text.find_first_of(":/", 7) - 7);
    return is_loopback(host) ? std::string() : "must be an https address";
}

std::string check_http_urls(std::string_view text) {
    if (all_of_list(text, [](auto item) { return is_http_url(item, false); })) return {};
    return "must be URLs such as https://host/v1, separated by commas";
}

std::string check_origins(std::string_view text) {
    if (all_of_list(text, [](auto item) { return item == "*" || is_http_url(item, true); })) return {};
    return "must be origins such as https://host, separated by commas";
}

std::string check_host(std::string_view text) {
    if (is_address(text) || is_name(text)) return {};
    return "must be an address or a host name";
}

std::string check_networks(std::string_view text) {
    if (all_of_list(text, is_network)) return {};
    return "must be addresses or networks such as 10.0.0.0/8, separated by commas";
}

std::string check_host_and_port(std::string_view text) {
    if (text.empty()) return {};
    bool const has_port = text.starts_with('[') ? text.find("]:") != text.npos : text.find(':') != text.npos;
    if (has_port && is_authority(text)) return {};
    return "must be a host and a port, such as 127.0.0.1:9000";
}

std::string check_database_url(std::string_view text) {
    if (text.empty() || text.starts_with("sqlite:") || text.starts_with("postgresql://") ||
        text.starts_with("postgres://"))
        return {};
    return "must begin with sqlite: or postgresql://";
}

std::string check_redis_url(std::string_view text) {
    if (text.empty() || text.starts_with("redis://") || text.starts_with("rediss://")) return {};
    return "must begin with redis:// or rediss://";
}

std::string check_otlp_endpoint(std::string_view text) {
    if (text.ends_with(":4317") || text.find(":4317/") != text.npos)
        return "must be an OTLP/HTTP endpoint: port 4317 speaks gRPC, 4318 speaks HTTP";
    return check_http_url(text);
}

}  // namespace core
