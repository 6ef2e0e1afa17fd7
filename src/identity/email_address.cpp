#include "identity/email_address.hpp"

#include <algorithm>

namespace identity {

namespace {

bool is_allowed(char c) {
    auto const byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte != 0x7f && std::string_view("<>()[],;:\\\"").find(c) == std::string_view::npos;
}

}  // namespace

core::result<std::string> normal_email(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    auto const at = out.find('@');
    bool const shaped = at != out.npos && at > 0 && at + 1 < out.size() && out.find('@', at + 1) == out.npos;
    if (!shaped || out.size() > 254 || !std::ranges::all_of(out, is_allowed))
        return core::error{core::errc::invalid_input,
                           "This is not an e-mail address.",
                           {{"/email", "must be an e-mail address such as name@example.org"}}};
    return out;
}

}  // namespace identity
