#include "identity/oidc/person.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace identity::oidc {

namespace {

constexpr std::size_t groups_max = 1'000;
constexpr std::size_t name_bytes_max = 200;
constexpr std::size_t email_bytes_max = 254;

std::string text_of(boost::json::object const& claims, std::string_view name) {
    auto const* const value = claims.if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

// A list of texts; one text alone counts as a list.
std::vector<std::string> list_of(boost::json::object const& claims, std::string_view name) {
    std::vector<std::string> out;
    auto const* const value = claims.if_contains(name);
    if (value && value->is_string()) out.emplace_back(value->get_string());
    if (value && value->is_array())
        for (auto const& each : value->get_array())
            if (each.is_string() && out.size() < groups_max) out.emplace_back(each.get_string());
    return out;
}

bool is_email(std::string_view text) {
    auto const at = text.find('@');
    return at != text.npos && at > 0 && at + 1 < text.size() && text.size() <= email_bytes_max &&
           text.find('@', at + 1) == text.npos &&
           std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

std::string email_of(boost::json::object const& claims) {
    auto const* const verified = claims.if_contains("email_verified");
    bool const doubtful = verified && !(verified->is_bool() && verified->get_bool()) &&
                          !(verified->is_string() && verified->get_string() == "true");
    auto out = text_of(claims, "email");
    for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return !doubtful && is_email(out) ? out : std::string();
}

std::string name_of(boost::json::object const& claims) {
    for (auto const* const each : {"name", "preferred_username", "nickname"})
        if (auto name = text_of(claims, each); !name.empty() && name.size() <= name_bytes_max) return name;
    return {};
}

bool meets(std::vector<std::string> const& some, std::vector<std::string> const& others) {
    return std::ranges::any_of(some, [&](auto const& each) { return std::ranges::find(others, each) != others.end(); });
}

}  // namespace

person person_of(boost::json::object const& claims, provider_config const& config) {
    person out{.subject = text_of(claims, "sub"),
               .name = name_of(claims),
               .email = email_of(claims),
               .groups = list_of(claims, config.groups_claim)};
    if (config.gives_roles())
        out.role = meets(out.groups, config.admin_groups)     ? core::role::admin
                   : meets(out.groups, config.auditor_groups) ? core::role::auditor
                                                              : core::role::user;
    return out;
}

}  // namespace identity::oidc
