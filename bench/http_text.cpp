#include "http_text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace bench {

namespace {

bool same_word(std::string_view a, std::string_view b) {
    return std::ranges::equal(
        a, b, {}, [](unsigned char c) { return std::tolower(c); }, [](unsigned char c) { return std::tolower(c); });
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

void read_field(std::string_view line, message_head& head) {
    auto const colon = line.find(':');
    if (colon == line.npos) return;
    auto const name = line.substr(0, colon);
    auto const value = trimmed(line.substr(colon + 1));
    if (same_word(name, "content-length")) {
        std::uint64_t length = 0;
        std::from_chars(value.data(), value.data() + value.size(), length);
        head.content_length = length;
    } else if (same_word(name, "transfer-encoding")) {
        head.chunked = same_word(value, "chunked");
    } else if (same_word(name, "connection")) {
        head.close = same_word(value, "close");
    }
}

}  // namespace

std::optional<message_head> parse_head(std::string_view bytes) {
    auto const end = bytes.find("\r\n\r\n");
    if (end == bytes.npos) return std::nullopt;
    message_head head;
    head.bytes = end + 4;
    auto rest = bytes.substr(0, end + 2);
    auto take_line = [&rest] {
        auto const line_end = rest.find("\r\n");
        auto const line = rest.substr(0, line_end);
        rest.remove_prefix(line_end + 2);
        return line;
    };
    head.first_line = take_line();
    while (!rest.empty()) read_field(take_line(), head);
    return head;
}

void append_chunk(std::string& out, std::string_view payload) {
    std::array<char, 16> size;
    auto const end = std::to_chars(size.data(), size.data() + size.size(), payload.size(), 16).ptr;
    out.append(size.data(), end).append("\r\n").append(payload).append("\r\n");
}

void chunk_reader::step(char byte) {
    auto expect = [this, byte](char wanted, place next) {
        if (byte == wanted) place_ = next;
        else state_ = state::broken;
    };
    switch (place_) {
    case place::size:
        if (byte == '\r') {
            place_ = place::size_end;
        } else if (byte == ';') {
            place_ = place::extension;
        } else if (std::isxdigit(static_cast<unsigned char>(byte)) && size_ < (1u << 28)) {
            size_ = size_ * 16 + static_cast<std::uint64_t>(byte <= '9' ? byte - '0' : (byte | 0x20) - 'a' + 10);
        } else {
            state_ = state::broken;
        }
        break;
    case place::extension:
        if (byte == '\r') place_ = place::size_end;
        break;
    case place::size_end:
        left_ = size_;
        expect('\n', size_ == 0 ? place::last_cr : place::payload_end);
        size_ = 0;
        break;
    case place::payload_end:    expect('\r', place::payload_end_lf); break;
    case place::payload_end_lf: expect('\n', place::size); break;
    case place::last_cr:        expect('\r', place::last_lf); break;
    case place::last_lf:
        expect('\n', place::last_lf);
        if (state_ == state::more) state_ = state::done;
        break;
    }
}

}  // namespace bench
