#include "net/content_disposition.hpp"

#include "core/unicode.hpp"

namespace net {

namespace {

bool is_attr_character(char c) {   // RFC 8187, 3.2.1
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("!#$&+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_plain(char c) { return c >= 0x20 && c < 0x7f && c != '"' && c != '\\' && c != '%'; }

std::string percent_encode(std::string_view text) {
    static constexpr char hex[] = "0123456789ABCDEF";
    std::string out;
    for (char c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (is_attr_character(c)) out += c;
        else out.append({'%', hex[byte >> 4], hex[byte & 15]});
    }
    return out;
}

}  // namespace

std::string attachment(std::string_view file_name) {
    auto const start = file_name.find_last_of("/\\");
    auto const name = core::to_valid_utf8(start == file_name.npos ? file_name : file_name.substr(start + 1));
    if (name.empty()) return "attachment";
    std::string plain;
    for (char c : name) plain += is_plain(c) ? c : '_';
    auto out = "attachment; filename=\"" + plain + "\"";
    if (plain != name) out += "; filename*=UTF-8''" + percent_encode(name);
    return out;
}

}  // namespace net
