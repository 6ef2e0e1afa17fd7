#pragma once

#include "support/raw_client.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace support {

// The first byte of a WebSocket frame (RFC 6455, 5.2).
enum frame_kind : unsigned char {
    fin = 0x80,
    rsv1 = 0x40,
    continuation_frame = 0x0,
    text_frame = 0x1,
    binary_frame = 0x2,
    close_frame = 0x8,
    ping_frame = 0x9,
    pong_frame = 0xa,
};

// A frame as a client sends it, masked with zeros so that its bytes can be read.
std::string masked_frame(unsigned first_byte, std::string_view payload);
// The same without the mask, which no client may send.
std::string unmasked_frame(unsigned first_byte, std::string_view payload);
// Only the head of a frame that claims `length` bytes of payload.
std::string frame_head(unsigned first_byte, std::uint64_t length);

struct received_frame {
    unsigned kind = 0;   // without fin
    std::string payload;

    // The code of a close frame; 0 when it has none.
    unsigned close_code() const;
};

// The next frame from the server; nothing once it has closed.
std::optional<received_frame> read_frame(raw_client& from);

// A handshake for `path` from the server's own address.
std::string websocket_handshake(std::string_view path, std::string_view more_fields = {});

}  // namespace support
