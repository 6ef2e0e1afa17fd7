#include "support/api_socket.hpp"

#include "support/websocket_frames.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <stdexcept>

namespace support {

namespace json = boost::json;

api_socket::api_socket(std::uint16_t port, std::string_view more_fields) : client_(port) {
    client_.send(websocket_handshake("/api/v1/ws", more_fields));
    std::string head;
    while (!head.ends_with("\r\n\r\n")) {
        auto const byte = client_.read_exactly(1);
        if (byte.empty()) return;
        head += byte;
    }
    status_ = std::stoi(head.substr(head.find(' ') + 1, 3));
}

void api_socket::send(json::object const& message) { send_text(json::serialize(message)); }

void api_socket::send_text(std::string_view text) { client_.send(masked_frame(fin | text_frame, text)); }

json::object api_socket::next(std::string_view type) {
    for (;;) {
        auto const frame = read_frame(client_);
        if (!frame || frame->kind == close_frame) throw std::runtime_error("the socket is closed");
        if (frame->kind != text_frame) continue;
        auto message = json::parse(frame->payload).as_object();
        if (type.empty() || message.at("type").as_string() == type) return message;
    }
}

std::vector<stream_event> api_socket::events_of(std::string_view turn_id) {
    std::vector<stream_event> out;
    while (out.empty() || !out.back().is_terminal()) {
        auto const message = next("event");
        if (message.at("turn_id").as_string() != turn_id) continue;
        out.push_back({.id = std::to_string(message.at("sequence").to_number<std::uint64_t>()),
                       .name = std::string(message.at("event").as_string()),
                       .data = json::serialize(message.at("data")),
                       .comment = {}});
    }
    return out;
}

}  // namespace support
