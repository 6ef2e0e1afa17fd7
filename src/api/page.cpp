#include "api/page.hpp"

#include "core/embedded.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace web {
std::span<core::embedded_file const> embedded_files();
}

namespace api {

namespace {

// Nothing from elsewhere, no inline script: what a model writes into the page can't run or call out. Inline styles are
// needed by the page's own components.
constexpr char const* content_security_policy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; frame-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'";

constexpr std::array<std::string_view, 11> drawn_by_the_page{
    "/",         "/docs",   "/redoc", "/api/v1/docs", "/api/v1/redoc", "/signin",
    "/register", "/forgot", "/reset", "/settings",    "/admin"};
constexpr std::array<std::string_view, 3> drawn_below{"/c/", "/settings/", "/admin/"};

bool is_drawn_by_the_page(std::string_view path) {
    auto const starts = [path](std::string_view prefix) { return path.starts_with(prefix); };
    return std::ranges::find(drawn_by_the_page, path) != drawn_by_the_page.end() ||
           std::ranges::any_of(drawn_below, starts);
}

}  // namespace

page::page() : files_(web::embedded_files(), content_security_policy) {}

std::optional<net::response> page::find(net::request const& request) const {
    std::string_view const path = request.path;
    if (is_drawn_by_the_page(path)) return files_.find(request, "index.html");
    return files_.find(request, path.substr(1));
}

}  // namespace api
