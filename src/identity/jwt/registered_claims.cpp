#include "identity/jwt/registered_claims.hpp"

#include "identity/jwt/jws.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <optional>

namespace identity::jwt {

namespace {

namespace json = boost::json;

constexpr std::int64_t seconds_max = 253'402'300'799;   // the end of the year 9999

std::string text_of(json::object const& from, std::string_view name) {
    auto const* found = from.if_contains(name);
    return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

// False where the claim is there and is no time.
bool read_time(json::object const& from, std::string_view name, std::optional<core::timestamp>& out) {
    auto const* found = from.if_contains(name);
    if (!found) return true;
    auto const* seconds = found->if_int64();
    if (!seconds || *seconds < 0 || *seconds > seconds_max) return false;
    out = core::timestamp(std::chrono::seconds(*seconds));
    return true;
}

std::vector<std::string> audience_of(json::object const& from) {
    std::vector<std::string> out;
    auto const* found = from.if_contains("aud");
    if (!found) return out;
    if (found->is_string()) out.emplace_back(found->get_string());
    if (auto const* list = found->if_array())
        for (auto const& each : *list) {
            if (!each.is_string()) return {};
            out.emplace_back(each.get_string());
        }
    return out;
}

}  // namespace

core::result<registered_claims> check_claims(json::object const& payload, expected_claims const& expected,
                                             core::timestamp now) {
    std::optional<core::timestamp> expires, begins, issued;
    if (!read_time(payload, "exp", expires) || !read_time(payload, "nbf", begins) || !read_time(payload, "iat", issued))
        return refused_token();
    auto const leeway = std::min(expected.leeway, std::chrono::seconds(60));
    if (!expires || now >= *expires + leeway) return refused_token();
    if ((begins && *begins > now + leeway) || (issued && *issued > now + leeway)) return refused_token();

    registered_claims out{text_of(payload, "iss"), text_of(payload, "sub"), audience_of(payload), *expires};
    if (out.issuer.empty() || out.issuer != expected.issuer || out.subject.empty()) return refused_token();
    if (std::ranges::find(out.audience, expected.audience) == out.audience.end()) return refused_token();
    return out;
}

std::string claimed_issuer(json::object const& payload) { return text_of(payload, "iss"); }

}  // namespace identity::jwt
