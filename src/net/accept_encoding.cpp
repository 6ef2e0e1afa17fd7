#include "net/accept_encoding.hpp"

#include "net/http.hpp"

#include <algorithm>

namespace net {

namespace {

std::string_view trim(std::string_view s) {
    auto const first = s.find_first_not_of(" \t");
    if (first == s.npos) return {};
    return s.substr(first, s.find_last_not_of(" \t") - first + 1);
}

std::string_view take_until(std::string_view& rest, char separator) {
    auto const end = std::min(rest.find(separator), rest.size());
    auto const part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return trim(part);
}

bool is_zero_weight(std::string_view parameter) {
    if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) return false;
    return parameter.find_first_not_of("0.", 2) == parameter.npos;
}

}  // namespace

bool accepts_coding(std::string_view accept_encoding, std::string_view coding) {
    bool others = false;
    while (!accept_encoding.empty()) {
        auto item = take_until(accept_encoding, ',');
        auto const name = take_until(item, ';');
        bool const wanted = !is_zero_weight(trim(item));
        if (same_name(name, coding)) return wanted;
        if (name == "*") others = wanted;
    }
    return others;
}

}  // namespace net
