#include "net/server/reply_head.hpp"

#include <boost/beast/http/status.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace net::server {

namespace {

constexpr std::array connection_fields = {"connection", "content-length", "transfer-encoding", "keep-alive", "date"};

struct default_field {
    std::string_view name;
    std::string_view value;
};

constexpr std::array<default_field, 3> default_fields = {{
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"X-Frame-Options", "DENY"},
}};

bool is_ours(std::string_view name) {
    return std::ranges::any_of(connection_fields, [&](auto ours) { return same_name(name, ours); });
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ");
    auto const start = out.size();
    out.append(value);
    for (auto at = out.begin() + static_cast<std::ptrdiff_t>(start); at != out.end(); ++at) {
        auto const byte = static_cast<unsigned char>(*at);
        if ((byte < 0x20 && byte != '\t') || byte == 0x7f) *at = ' ';
    }
    out.append("\r\n");
}

void append_framing(std::string& out, head_facts const& facts) {
    if (facts.ends == framing::length) fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", facts.length);
    if (facts.ends == framing::chunked) out.append("Transfer-Encoding: chunked\r\n");
    if (!facts.keep_alive || facts.ends == framing::until_close) out.append("Connection: close\r\n");
}

}  // namespace

std::string make_head(int status, headers const& fields, head_facts const& facts) {
    std::string out;
    out.reserve(512);
    auto const reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
    fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\n", status,
                   std::string_view(reason.data(), reason.size()));
    for (auto const& field : fields)
        if (!is_ours(field.name)) append_field(out, field.name, field.value);
    for (auto const& field : default_fields)
        if (!fields.find(field.name)) append_field(out, field.name, field.value);
    if (facts.secure) append_field(out, "Strict-Transport-Security", "max-age=31536000");
    append_field(out, "Date", facts.date);
    append_field(out, "X-Request-Id", facts.request_id);
    auto const ms = facts.process_time.count();
    fmt::format_to(std::back_inserter(out), "X-Process-Time: {}.{:03}\r\n", ms / 1000, ms % 1000);
    append_framing(out, facts);
    out.append("\r\n");
    return out;
}

}  // namespace net::server
