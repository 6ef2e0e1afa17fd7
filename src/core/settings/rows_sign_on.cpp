#include "core/settings/checks.hpp"
#include "core/settings/rows.hpp"

namespace core {

std::vector<setting> sign_on_rows() {
    using s = sign_on_settings;
    row_maker const row("sign_on", &settings::sign_on);
    return {
        row("OIDC_ISSUER", &s::issuer, "The provider's issuer, exactly as it names itself.").checked_by(check_issuer),
        row("OIDC_CLIENT_ID", &s::client_id, "Who this server is there."),
        row("OIDC_CLIENT_SECRET", &s::client_secret, "Its secret there; empty for a public client.").secret(),
        row("OIDC_NAME", &s::name, "What the button says.").otherwise("Single sign-on"),
        row("OIDC_SCOPES", &s::scopes, "What to ask for, besides openid.").otherwise("profile,email"),
        row("OIDC_GROUPS_CLAIM", &s::groups_claim, "The claim that lists a person's groups."),
        row("OIDC_ADMIN_GROUPS", &s::admin_groups,
            "Groups there whose members administrate here. With it or OIDC_AUDITOR_GROUPS roles come from the provider "
            "at each sign-on."),
        row("OIDC_AUDITOR_GROUPS", &s::auditor_groups, "Groups there whose members are auditors here."),
        row("OIDC_REGISTRATION", &s::registration,
            "Make an account for whom the provider signs in for the first time. A table in OIDC_PROVIDERS_FILE may say "
            "otherwise for its provider: registration = true or false.")
            .otherwise("as REGISTRATION_ENABLED"),
        row("OIDC_PROVIDERS_FILE", &s::providers_file,
            "A TOML file with more providers: a table each, named as it is in addresses, with issuer, client_id, "
            "client_secret, name, scopes, groups_claim, admin_groups, auditor_groups and registration."),
    };
}

}  // namespace core
