#pragma once

#include "net/http.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace net::server {

// How the end of a reply's body is told (RFC 9112, 6.3).
enum class framing { length, chunked, none, until_close };

// What a reply's head says besides what its handler chose.
struct head_facts {
    framing ends = framing::length;
    std::uint64_t length = 0;
    bool keep_alive = true;
    bool secure = false;
    std::string_view request_id;
    std::string_view date;
    std::chrono::milliseconds process_time{0};
};

// The head of one reply, ready to send. Fields that belong to the connection (Connection, Content-Length,
// Transfer-Encoding) are ours alone; a control character in a field's value becomes a blank, so that no value can add a
// header.
std::string make_head(int status, headers const& fields, head_facts const& facts);

}  // namespace net::server
