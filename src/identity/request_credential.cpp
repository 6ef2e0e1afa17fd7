#include "identity/request_credential.hpp"

namespace identity {

namespace {

// What stands behind the scheme, or nothing for another scheme. A scheme's case does not matter (RFC 9110, 11.1).
std::optional<std::string_view> bearer_token(std::string_view value) {
    auto const blank = value.find(' ');
    if (blank == value.npos || !net::same_name(value.substr(0, blank), "Bearer")) return std::nullopt;
    value.remove_prefix(blank);
    while (value.starts_with(' ')) value.remove_prefix(1);
    return value;
}

}  // namespace

core::result<std::optional<std::string_view>> sent_credential(net::request const& request) {
    std::optional<std::string_view> out;
    for (auto const& field : request.fields) {
        std::optional<std::string_view> sent;
        if (net::same_name(field.name, "Authorization")) {
            sent = bearer_token(field.value);
            if (!sent)
                return core::error{core::errc::unauthorized, "Send Authorization: Bearer, with a token or an API key."};
        } else if (net::same_name(field.name, "x-api-key") || net::same_name(field.name, "api-key")) {
            sent = field.value;
        } else {
            continue;
        }
        if (sent->empty()) return core::error{core::errc::unauthorized, "The credential is empty."};
        if (out && *out != *sent)
            return core::error{core::errc::invalid_input,
                               "This request carries two different credentials. Send one.",
                               {{field.name, "differs from another credential of this request"}}};
        out = sent;
    }
    return out;
}

}  // namespace identity
