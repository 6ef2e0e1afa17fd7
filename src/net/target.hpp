#pragma once

#include "core/result.hpp"
#include "net/http.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace net {

// A request's target, read once: what routing and access checks see is what was asked for.
struct target {
    std::string path;                    // decoded, valid UTF-8, absolute, no dot or empty segments
    std::vector<query_parameter> query;  // decoded, in order

    bool operator==(target const&) const = default;
};

// Reads a target as it stands in the request line: "/path?query", or an absolute address whose authority is `host`.
// A path that could be read in two ways (an encoded slash or backslash, dot segments, empty segments, path parameters,
// double encoding, bad UTF-8, control characters) is errc::invalid_input: nothing is repaired.
core::result<target> parse_target(std::string_view raw, std::string_view host);

}  // namespace net
