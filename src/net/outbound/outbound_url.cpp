#include "net/outbound/outbound_url.hpp"

#include "net/http.hpp"

#include <algorithm>
#include <charconv>
#include <new>

namespace net {

namespace {

core::error refused(char const* why) { return {core::errc::invalid_input, why}; }

bool is_plain(char c) { return c > 0x20 && c < 0x7f && c != '\\'; }

// "http://" or "https://" and the first character of a host: libcurl would also take one slash, or three.
bool begins_well(std::string_view text) {
    auto const end = text.find("://");
    if (end == text.npos) return false;
    auto const scheme = text.substr(0, end);
    if (!same_name(scheme, "http") && !same_name(scheme, "https")) return false;
    return end + 3 < text.size() && std::string_view("/?#:").find(text[end + 3]) == std::string_view::npos;
}

std::string_view without_dot(std::string_view host) {
    if (host.ends_with('.')) host.remove_suffix(1);
    return host;
}

}  // namespace

core::result<outbound_url> outbound_url::parse(std::string_view text) {
    if (text.size() > 8192) return refused("The address is too long.");
    if (!std::ranges::all_of(text, is_plain))
        return refused("The address holds a blank, a backslash or a character that is not ASCII.");
    if (!begins_well(text)) return refused("Only http and https addresses are fetched.");
    url_ptr handle(curl_url());
    if (!handle) throw std::bad_alloc();
    if (curl_url_set(handle.get(), CURLUPART_URL, std::string(text).c_str(), CURLU_DISALLOW_USER) != CURLUE_OK)
        return refused("The address can't be read, or holds a user name.");
    return read(std::move(handle));
}

core::result<outbound_url> outbound_url::follow(std::string_view location) const {
    if (location.empty() || location.size() > 8192 || !std::ranges::all_of(location, is_plain))
        return refused("A redirect leads to an address that can't be read.");
    url_ptr next(curl_url_dup(handle_.get()));
    if (!next) throw std::bad_alloc();
    // What names a scheme stands for itself and must be as good as one that is given.
    auto const colon = location.find_first_of(":/?#");
    if (colon != location.npos && location[colon] == ':') return parse(location);
    if (curl_url_set(next.get(), CURLUPART_URL, std::string(location).c_str(), CURLU_DISALLOW_USER) != CURLUE_OK)
        return refused("A redirect leads to an address that can't be read.");
    return read(std::move(next));
}

core::result<outbound_url> outbound_url::read(url_ptr handle) {
    outbound_url out;
    out.handle_ = std::move(handle);
    if (!out.part(CURLUPART_USER).empty() || !out.part(CURLUPART_PASSWORD).empty())
        return refused("The address holds a user name.");
    if (!out.part(CURLUPART_ZONEID).empty()) return refused("The address names a network interface.");
    auto const scheme = out.part(CURLUPART_SCHEME);
    if (scheme != "http" && scheme != "https") return refused("Only http and https addresses are fetched.");
    out.https_ = scheme == "https";

    auto const port = out.part(CURLUPART_PORT, CURLU_DEFAULT_PORT);
    std::from_chars(port.data(), port.data() + port.size(), out.port_);
    if (out.port_ == 0) return refused("The address has no valid port.");

    out.host_ = out.part(CURLUPART_HOST);
    for (char& c : out.host_) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    if (out.host_.starts_with('[') && out.host_.ends_with(']')) out.host_ = out.host_.substr(1, out.host_.size() - 2);
    if (out.host_.empty() || !std::ranges::all_of(out.host_, is_plain) ||
        out.host_.find_first_of("%/@?#,*") != std::string::npos)
        return refused("The address has no valid host.");
    return out;
}

std::string outbound_url::part(CURLUPart what, unsigned flags) const {
    char* text = nullptr;
    if (curl_url_get(handle_.get(), what, &text, flags) != CURLUE_OK) return {};
    std::string out(text);
    curl_free(text);
    return out;
}

std::string outbound_url::text() const { return part(CURLUPART_URL); }

bool host_matches(std::string_view host, std::string_view pattern) {
    host = without_dot(host);
    pattern = without_dot(pattern);
    if (!pattern.starts_with("*.")) return !host.empty() && same_name(host, pattern);
    auto const below = pattern.substr(1);  // ".example.com"
    return host.size() > below.size() && same_name(host.substr(host.size() - below.size()), below);
}

}  // namespace net
