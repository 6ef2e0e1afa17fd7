#include "support/websocket_frames.hpp"

namespace support {

namespace {

constexpr unsigned masked = 0x80;

unsigned byte_at(std::string const& s, std::size_t i) { return static_cast<unsigned char>(s[i]); }

std::string big_endian(std::uint64_t value, int bytes) {
    std::string out;
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift);
    return out;
}

std::string head(unsigned first_byte, std::uint64_t length, unsigned mask_bit) {
    std::string out(1, static_cast<char>(first_byte));
    if (length < 126) return out + static_cast<char>(mask_bit | length);
    if (length < 65'536) return out + static_cast<char>(mask_bit | 126) + big_endian(length, 2);
    return out + static_cast<char>(mask_bit | 127) + big_endian(length, 8);
}

}  // namespace

std::string frame_head(unsigned first_byte, std::uint64_t length) {
    return head(first_byte, length, masked) + std::string(4, '\0');
}

std::string masked_frame(unsigned first_byte, std::string_view payload) {
    return frame_head(first_byte, payload.size()).append(payload);
}

std::string unmasked_frame(unsigned first_byte, std::string_view payload) {
    return head(first_byte, payload.size(), 0).append(payload);
}

unsigned received_frame::close_code() const {
    return payload.size() < 2 ? 0 : byte_at(payload, 0) * 256 + byte_at(payload, 1);
}

std::optional<received_frame> read_frame(raw_client& from) {
    auto const start = from.read_exactly(2);
    if (start.size() < 2) return std::nullopt;
    std::uint64_t length = byte_at(start, 1) & 0x7f;
    if (length >= 126) {
        auto const more = from.read_exactly(length == 126 ? 2 : 8);
        length = 0;
        for (std::size_t i = 0; i < more.size(); ++i) length = length * 256 + byte_at(more, i);
    }
    return received_frame{byte_at(start, 0) & 0x0f, from.read_exactly(length)};
}

std::string websocket_handshake(std::string_view path, std::string_view more_fields) {
    return "GET " + std::string(path) +
           " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
           "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
           std::string(more_fields) + "\r\n";
}

}  // namespace support
