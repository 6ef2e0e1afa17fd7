#include "net/head_check.hpp"

#include "net/http.hpp"

#include <algorithm>
#include <array>

namespace net {

namespace {

constexpr auto token_characters = [] {
    std::array<bool, 256> table{};
    for (char c = '0'; c <= '9'; ++c) table[static_cast<unsigned char>(c)] = true;
    for (char c = 'a'; c <= 'z'; ++c) table[static_cast<unsigned char>(c)] = true;
    for (char c = 'A'; c <= 'Z'; ++c) table[static_cast<unsigned char>(c)] = true;
    for (char c : {'!', '#', '$', '%', '&', '\'', '*', '+', '-', '.', '^', '_', '`', '|', '~'})
        table[static_cast<unsigned char>(c)] = true;
    return table;
}();

bool is_token_character(char c) { return token_characters[static_cast<unsigned char>(c)]; }
bool is_token(std::string_view s) { return !s.empty() && std::ranges::all_of(s, is_token_character); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_value_character(char c) {
    auto const byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
}

bool is_host_character(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_' ||
           c == ':' || c == '[' || c == ']';
}

std::string_view trim(std::string_view s) {
    while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
    while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
    return s;
}

// Digits only: no sign, no list, no blank. Nineteen of them always fit in 64 bits.
bool is_length(std::string_view value) {
    return !value.empty() && value.size() <= 19 && std::ranges::all_of(value, is_digit);
}

constexpr std::array served = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

}  // namespace

head_check::state head_check::advance(std::string_view bytes) {
    for (;;) {
        // What is not even the start of a method is no HTTP: a TLS greeting, for one, never ends its line.
        if (line_ == 0 && !bytes.empty() && !is_token_character(bytes.front())) {
            refuse("This is not an HTTP request.");
            return state::refused;
        }
        auto const end = bytes.find('\n', scanned_);
        auto const seen = end == bytes.npos ? bytes.size() : end + 1;
        if (!started_ && seen > limits_.target_bytes_max + 32) {
            refuse(414, "URI_TOO_LONG", "The address of the request is too long.");
            return state::refused;
        }
        if (seen > limits_.bytes_max) {
            refuse(431, "HEADERS_TOO_LARGE", "The headers of the request are too large.");
            return state::refused;
        }
        if (end == bytes.npos) {
            scanned_ = bytes.size();
            return state::need_more;
        }
        if (end == line_ || bytes[end - 1] != '\r') {
            refuse("A line ends without a carriage return.");
            return state::refused;
        }
        auto const line = bytes.substr(line_, end - 1 - line_);
        line_ = scanned_ = end + 1;
        if (started_ && line.empty()) return check_whole() ? state::complete : state::refused;
        if (!(started_ ? check_field(line) : check_request_line(line))) return state::refused;
        started_ = true;
    }
}

bool head_check::check_request_line(std::string_view line) {
    auto const first = line.find(' ');
    auto const last = line.rfind(' ');
    if (first == line.npos || first == last) return refuse("The request line has no HTTP version.");
    auto const method = line.substr(0, first);
    auto const target = line.substr(first + 1, last - first - 1);
    auto const version = line.substr(last + 1);
    if (!is_token(method)) return refuse("The method is not a word.");
    if (target.empty() || !std::ranges::all_of(target, [](char c) { return c > 0x20 && c < 0x7f; }))
        return refuse("The address holds a character that must be percent-encoded.");
    if (target.size() > limits_.target_bytes_max)
        return refuse(414, "URI_TOO_LONG", "The address of the request is too long.");

    bool const shaped = version.size() == 8 && version.starts_with("HTTP/") && is_digit(version[5]) &&
                        version[6] == '.' && is_digit(version[7]);
    if (!shaped) return refuse("The HTTP version is malformed.");
    http_1_1_ = version == "HTTP/1.1";
    if (!http_1_1_ && version != "HTTP/1.0") return refuse(505, "HTTP_VERSION_NOT_SUPPORTED", "Use HTTP/1.1.");

    if (std::ranges::find(served, method) != served.end()) return true;
    if (method == "TRACE" || method == "CONNECT")
        return refuse(405, "METHOD_NOT_ALLOWED", "This method is not allowed.");
    return refuse(501, "NOT_IMPLEMENTED", "This method is not known; methods are upper case.");
}

bool head_check::check_field(std::string_view line) {
    if (++fields_ > limits_.fields_max) return refuse(431, "HEADERS_TOO_LARGE", "The request has too many headers.");
    if (line.front() == ' ' || line.front() == '\t') return refuse("A header is folded over two lines.");
    auto const colon = line.find(':');
    if (colon == line.npos || !is_token(line.substr(0, colon))) return refuse("A header has no valid name.");
    auto const value = trim(line.substr(colon + 1));
    if (!std::ranges::all_of(value, is_value_character)) return refuse("A header holds a control character.");
    return check_framing_field(line.substr(0, colon), value);
}

bool head_check::check_framing_field(std::string_view name, std::string_view value) {
    if (same_name(name, "host")) {
        if (has_host_) return refuse("The request has two Host headers.");
        has_host_ = true;
        if (value.empty() || !std::ranges::all_of(value, is_host_character))
            return refuse("The Host header is not a host.");
    } else if (same_name(name, "content-length")) {
        if (has_length_) return refuse("The request has two Content-Length headers.");
        has_length_ = true;
        if (!is_length(value)) return refuse("Content-Length is not a number of bytes.");
    } else if (same_name(name, "transfer-encoding")) {
        if (has_coding_) return refuse("The request has two Transfer-Encoding headers.");
        has_coding_ = true;
        if (!same_name(value, "chunked")) return refuse("The only Transfer-Encoding is chunked.");
    } else if (same_name(name, "connection")) {
        keeps_alive_ = keeps_alive_ || same_name(value, "keep-alive");
    }
    return true;
}

bool head_check::check_whole() {
    if (http_1_1_ && !has_host_) return refuse("The Host header is missing.");
    if (has_length_ && has_coding_) return refuse("Content-Length and Transfer-Encoding do not go together.");
    if (keeps_alive_ && !http_1_1_) return refuse("HTTP/1.0 has no lasting connections; use HTTP/1.1.");
    if (has_coding_ && !http_1_1_) return refuse("HTTP/1.0 has no Transfer-Encoding.");
    return true;
}

bool head_check::refuse(int status, std::string_view code, std::string_view message) {
    why_ = {status, code, std::string(message)};
    return false;
}

}  // namespace net
