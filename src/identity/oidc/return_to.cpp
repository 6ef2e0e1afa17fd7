#include "identity/oidc/return_to.hpp"

#include <algorithm>

namespace identity::oidc {

std::string safe_return_to(std::string_view wanted) {
    bool const is_path = wanted.starts_with('/') && !wanted.starts_with("//") && wanted.size() <= 2048;
    // Browsers drop tabs and line breaks, and take a backslash for a slash.
    bool const is_plain = std::ranges::all_of(wanted, [](char c) { return c > 0x20 && c < 0x7f && c != '\\'; });
    return is_path && is_plain ? std::string(wanted) : "/";
}

}  // namespace identity::oidc
