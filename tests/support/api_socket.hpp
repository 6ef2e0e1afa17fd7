#pragma once

#include "support/api_client.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace support {

// A page's WebSocket. Blocking, like raw_client.
class api_socket {
public:
    explicit api_socket(std::uint16_t port, std::string_view more_fields = {});

    int status() const { return status_; }   // of the handshake: 101
    void send(boost::json::object const& message);
    void send_text(std::string_view text);

    // The next message of this type (empty: of any); what comes before it is passed over. Throws once the server
    // closes.
    boost::json::object next(std::string_view type);
    // The events of a turn up to its end, like those of a stream.
    std::vector<stream_event> events_of(std::string_view turn_id);

private:
    raw_client client_;
    int status_ = 0;
};

}  // namespace support
