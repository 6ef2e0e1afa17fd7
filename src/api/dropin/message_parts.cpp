#include "api/dropin/message_parts.hpp"

#include <algorithm>

namespace api {

namespace {

bool is_base64(std::string_view text) {
    auto const fits = [](unsigned char c) { return std::isalnum(c) || c == '+' || c == '/' || c == '='; };
    return !text.empty() && std::ranges::all_of(text, fits);
}

}  // namespace

void add_text(llm::message& into, std::string_view text) {
    if (!into.text.empty() && !text.empty()) into.text += '\n';
    into.text += text;
}

void add_image(llm::message& into, std::string_view url, std::string const& at, body_problems& problems) {
    constexpr std::string_view scheme = "data:", marker = ";base64,";
    auto const end = url.find(marker);
    if (!url.starts_with(scheme) || end == url.npos)
        return problems.add(at, "must be a data: URL with base64; this server fetches no pictures");
    add_image(into, std::string(url.substr(scheme.size(), end - scheme.size())),
              std::string(url.substr(end + marker.size())), at, problems);
}

void add_image(llm::message& into, std::string media_type, std::string base64, std::string const& at,
               body_problems& problems) {
    constexpr std::string_view known[] = {"image/png", "image/jpeg", "image/gif", "image/webp"};
    if (std::ranges::find(known, media_type) == std::end(known))
        return problems.add(at, "must be a PNG, JPEG, GIF or WebP picture");
    if (!is_base64(base64)) return problems.add(at, "must be base64");
    into.images.push_back({std::move(media_type), std::move(base64)});
}

}  // namespace api
