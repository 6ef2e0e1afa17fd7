#pragma once

#include <span>
#include <string_view>

namespace core {

// A file that cmake/embed.cmake put into the binary. Lives as long as the program.
struct embedded_file {
    std::string_view name;
    char const* begin;
    char const* end;

    std::string_view content() const { return {begin, end}; }
};

}  // namespace core
