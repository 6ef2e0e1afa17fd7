#pragma once

#include "net/server/setup.hpp"
#include "net/server/sweep.hpp"

#include <boost/beast/core/flat_buffer.hpp>

#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>

namespace net::server {

// What the connections of one loop share. Owned by its listener, which outlives them; used on the loop only.
class site {
public:
    explicit site(setup& server_);   // outlives the site

    // The Date field's value, made once a second.
    std::string_view date();
    // Unique, short and cheap: 72 random bits for the loop, then a count. No secret.
    std::string new_request_id();

    setup& server;
    http_config const& config;
    sweep deadlines;
    // What a connection lends itself while a request arrives: mostly the next needs it when the last has given it back.
    boost::beast::flat_buffer spare_buffer;

private:
    std::time_t date_second_ = 0;
    std::string date_;
    std::string id_prefix_;
    std::uint64_t id_count_ = 0;
};

// True for a request id worth repeating: 1 to 128 of [A-Za-z0-9._-].
bool is_sane_request_id(std::string_view id);

}  // namespace net::server
