#include "net/server/site.hpp"

#include "core/random.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace net::server {

site::site(setup& server_)
    : server(server_), config(server_.config), id_prefix_(core::random_secret(16).substr(0, 12)) {}

std::string_view site::date() {
    auto const now = std::time(nullptr);
    if (now != date_second_) {
        date_second_ = now;
        std::tm parts{};
        gmtime_r(&now, &parts);
        std::array<char, 40> text;   // the C locale's names are the ones that RFC 9110, 5.6.7 wants
        auto const n = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
        date_.assign(text.data(), n);
    }
    return date_;
}

std::string site::new_request_id() { return fmt::format("{}-{:x}", id_prefix_, ++id_count_); }

bool is_sane_request_id(std::string_view id) {
    auto const good = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
               c == '-';
    };
    return !id.empty() && id.size() <= 128 && std::ranges::all_of(id, good);
}

}  // namespace net::server
