#pragma once

#include "api/route.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace api {

// What a path and a method lead to.
struct route_match {
    route const* found = nullptr;
    std::vector<std::string> parameters{};
    std::vector<verb> allowed{};   // where the path exists, but not with this method: 405
};

// Finds rows by method and canonical path. A literal segment wins over a parameter. Made once; thread-safe.
class route_index {
public:
    explicit route_index(std::span<route const> rows);

    // `method` in upper case; HEAD finds what GET does.
    route_match find(std::string_view method, std::string_view path) const;

private:
    struct entry {
        route const* row;
        std::vector<std::string_view> segments;
    };
    std::vector<std::vector<entry>> by_length_;
};

}  // namespace api
