#include "net/server/request_reader.hpp"

#include <boost/beast/http/error.hpp>

namespace net::server {

namespace {

std::string text(boost::beast::string_view s) { return {s.data(), s.size()}; }

}  // namespace

request_reader::request_reader(request& into, std::size_t header_bytes_max, std::size_t body_bytes_max) : into_(into) {
    header_limit(static_cast<std::uint32_t>(header_bytes_max));
    body_limit(body_bytes_max);
    eager(true);
}

void request_reader::on_request_impl(verb, string_view method, string_view target, int, error_code&) {
    into_.method = text(method);
    raw_target_ = text(target);
}

void request_reader::on_field_impl(field, string_view name, string_view value, error_code&) {
    if (!head_done_) into_.fields.add(text(name), text(value));
}

std::size_t request_reader::on_body_impl(string_view body, error_code&) {
    into_.body.append(body.data(), body.size());
    return body.size();
}

std::size_t request_reader::on_chunk_body_impl(std::uint64_t, string_view body, error_code&) {
    into_.body.append(body.data(), body.size());
    return body.size();
}

refusal to_refusal(boost::beast::error_code why) {
    using boost::beast::http::error;
    if (why == error::body_limit) return {413, "PAYLOAD_TOO_LARGE", "The body of the request is too large."};
    if (why == error::header_limit) return {431, "HEADERS_TOO_LARGE", "The headers of the request are too large."};
    return {400, "VALIDATION_ERROR", "The request is malformed."};
}

}  // namespace net::server
