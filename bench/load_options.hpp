#pragma once

#include "reply_checker.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace bench {

struct load_options {
    std::uint16_t port = 0;
    std::string method = "POST";
    std::string path;
    std::string body;                    // "{n}" in it becomes the request's number
    reply_shape shape = reply_shape::json;
    std::vector<std::string> credentials;   // as bearer: the n-th request carries the n-th, and again from the first
    std::uint32_t tokens = 0;            // that every reply must hold
    std::uint32_t connections = 1;       // kept open, one request at a time each
    std::uint32_t requests = 0;          // in all; 0 = one per connection
    double ramp = 0;                     // connections opened per second; 0 = all at once
    std::uint32_t windows = 0;           // measuring windows, once every connection has had a token
    std::chrono::milliseconds window{2'000};
    std::chrono::milliseconds silence{30'000};   // a reply that says nothing for this long has failed
};

extern char const* const load_usage;

// Throws std::invalid_argument, naming the option.
load_options parse_load_options(int count, char const* const* arguments);

}  // namespace bench
