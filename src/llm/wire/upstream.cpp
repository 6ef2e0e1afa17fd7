#include "llm/wire/upstream.hpp"

#include <fmt/format.h>

#include <iterator>
#include <string_view>

namespace llm {

std::string without_slash(std::string url) {
    while (url.ends_with('/')) url.pop_back();
    return url;
}

std::string url_segment(std::string_view text) {
    constexpr std::string_view marks = "-._~";
    std::string out;
    for (unsigned char const c : text) {
        bool const plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (plain || marks.contains(static_cast<char>(c))) out += static_cast<char>(c);
        else fmt::format_to(std::back_inserter(out), "%{:02X}", c);
    }
    if (out == ".") return "%2E";   // curl, like all, takes dots alone for steps in the path
    if (out == "..") return "%2E%2E";
    return out;
}

}  // namespace llm
