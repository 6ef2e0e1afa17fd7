#include "identity/oidc/authorization.hpp"

#include "core/base64url.hpp"
#include "core/digest.hpp"
#include "core/random.hpp"

namespace identity::oidc {

flow_secrets new_flow_secrets() {
    return {.state = core::random_secret(32), .nonce = core::random_secret(32), .verifier = core::random_secret(32)};
}

std::string authorization_address(metadata const& at, provider_config const& config, flow_secrets const& secrets,
                                  std::string_view redirect_uri) {
    std::string scope = "openid";
    for (auto const& each : config.scopes)
        if (each != "openid") scope += " " + each;
    auto const challenge = core::to_base64url(core::bytes_of(core::sha256(secrets.verifier)));
    return with_query(at.authorization_endpoint, {{"response_type", "code"},
                                                  {"client_id", config.client_id},
                                                  {"redirect_uri", std::string(redirect_uri)},
                                                  {"scope", scope},
                                                  {"state", secrets.state},
                                                  {"nonce", secrets.nonce},
                                                  {"code_challenge", challenge},
                                                  {"code_challenge_method", "S256"}});
}

core::result<answer> read_answer(std::vector<net::query_parameter> const& query) {
    answer out;
    for (auto const& each : query) {
        auto* const member = each.name == "state"   ? &out.state
                             : each.name == "code"  ? &out.code
                             : each.name == "error" ? &out.error
                             : each.name == "iss"   ? &out.issuer
                                                    : nullptr;
        if (!member) continue;
        if (!member->empty()) return core::error{core::errc::invalid_input, "A parameter is given twice."};
        *member = each.value;
    }
    if (out.state.empty() || out.code.empty() == out.error.empty())
        return core::error{core::errc::invalid_input, "This is no answer of an identity provider."};
    return out;
}

bool is_from(answer const& what, metadata const& provider) {
    if (what.issuer.empty()) return !provider.names_itself;
    return what.issuer == provider.issuer;
}

std::string percent_encoded(std::string_view text) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (char const c : text) {
        bool const plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '.' || c == '_' || c == '~';
        if (plain) {
            out += c;
        } else {
            out += '%';
            out += digits[static_cast<unsigned char>(c) >> 4];
            out += digits[static_cast<unsigned char>(c) & 15];
        }
    }
    return out;
}

std::string form_of(std::vector<net::query_parameter> const& fields) {
    std::string out;
    for (auto const& each : fields) {
        if (!out.empty()) out += '&';
        out += percent_encoded(each.name) + "=" + percent_encoded(each.value);
    }
    return out;
}

std::string with_query(std::string address, std::vector<net::query_parameter> const& fields) {
    address += address.find('?') == std::string::npos ? '?' : '&';
    return address + form_of(fields);
}

}  // namespace identity::oidc
