#include "identity/oidc/provider_config.hpp"

#include "core/settings/checks.hpp"
#include "core/settings/toml_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

namespace identity::oidc {

namespace {

core::error wrong(std::string message) { return {core::errc::invalid_input, std::move(message)}; }

std::vector<std::string> list_of(std::string_view text) {
    std::vector<std::string> out;
    while (!text.empty()) {
        auto item = text.substr(0, text.find(','));
        text.remove_prefix(std::min(item.size() + 1, text.size()));
        while (item.starts_with(' ')) item.remove_prefix(1);
        while (item.ends_with(' ')) item.remove_suffix(1);
        if (!item.empty()) out.emplace_back(item);
    }
    return out;
}

bool is_id(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

// False for a key that is none of ours.
bool set(provider_config& one, std::string const& key, std::string const& text) {
    if (key == "issuer") one.issuer = text;
    else if (key == "client_id") one.client_id = text;
    else if (key == "client_secret") one.client_secret = text;
    else if (key == "name") one.name = text;
    else if (key == "scopes") one.scopes = list_of(text);
    else if (key == "groups_claim") one.groups_claim = text;
    else if (key == "admin_groups") one.admin_groups = list_of(text);
    else if (key == "auditor_groups") one.auditor_groups = list_of(text);
    else if (key == "registration" && (text == "true" || text == "false")) one.registration = text == "true";
    else return false;
    return true;
}

core::result<std::vector<provider_config>> from_file(std::string const& name) {
    std::ifstream file(name);
    std::string const text{std::istreambuf_iterator<char>(file), {}};
    if (!file.is_open() || file.bad()) return wrong(fmt::format("OIDC_PROVIDERS_FILE: {} can't be read.", name));
    return parse_providers(text, name);
}

}  // namespace

core::result<std::vector<provider_config>> parse_providers(std::string_view toml, std::string const& name) {
    auto const parsed = core::parse_toml_file(toml);
    if (!parsed.problem.empty()) return wrong(fmt::format("{} {}", name, parsed.problem));
    std::vector<provider_config> out;
    for (auto const& entry : parsed.entries) {
        if (!is_id(entry.table))
            return wrong(fmt::format("{} line {}: each provider is a table, named with a-z, 0-9 and -", name,
                                     entry.line));
        auto one = std::ranges::find(out, entry.table, &provider_config::id);
        if (one == out.end()) one = out.insert(out.end(), {.id = entry.table, .name = entry.table});
        if (!entry.is_value || !set(*one, entry.key, entry.text))
            return wrong(fmt::format("{} line {}: {}.{} is no setting of a provider", name, entry.line, entry.table,
                                     entry.key));
    }
    for (auto const& one : out) {
        if (one.issuer.empty() || one.client_id.empty())
            return wrong(fmt::format("{}: provider {} needs issuer and client_id", name, one.id));
        if (auto const problem = core::check_issuer(one.issuer); !problem.empty())
            return wrong(fmt::format("{}: the issuer of {} {}", name, one.id, problem));
    }
    return out;
}

core::result<std::vector<provider_config>> configured_providers(core::settings const& settings) {
    auto const& given = settings.sign_on;
    std::vector<provider_config> out;
    if (!given.issuer.empty()) {
        out.push_back({.id = "sso",
                       .name = given.name.empty() ? "Single sign-on" : given.name,
                       .issuer = given.issuer,
                       .client_id = given.client_id,
                       .client_secret = given.client_secret,
                       .groups_claim = given.groups_claim,
                       .admin_groups = given.admin_groups,
                       .auditor_groups = given.auditor_groups});
        if (!given.scopes.empty()) out.back().scopes = given.scopes;
    }
    if (!given.providers_file.empty()) {
        auto more = from_file(given.providers_file);
        if (!more) return more.error();
        std::ranges::move(*more, std::back_inserter(out));
    }
    for (auto& one : out)
        if (!one.registration) one.registration = given.registration.value_or(settings.access.registration_enabled);
    std::set<std::string_view> ids, issuers;
    for (auto const& one : out)
        if (!ids.insert(one.id).second || !issuers.insert(one.issuer).second)
            return wrong(fmt::format("The provider {} or its issuer is set up twice.", one.id));
    return out;
}

}  // namespace identity::oidc
