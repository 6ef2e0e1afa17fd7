#pragma once

#include "core/clock.hpp"
#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/settings.hpp"
#include "core/task.hpp"
#include "identity/access_watch.hpp"
#include "identity/client_facts.hpp"
#include "identity/oidc/authorization.hpp"
#include "identity/oidc/provider.hpp"
#include "store/database.hpp"
#include "store/repositories/oidc_flows.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace identity::oidc {

struct offered_provider {
    std::string id, name;
};

// Where the browser goes to sign in, and what ties the sign-on to it.
struct begun_sign_on {
    std::string address;
    std::string browser_secret;
};

// A browser's answer came back: the session's secret where it is signed in, and where it wanted to go.
struct finished_sign_on {
    std::string session_secret;
    std::string return_to;
};

// Single sign-on with the providers that are set up. Accounts are linked by issuer and subject, never by an e-mail
// address. Thread-safe.
class sign_on {
public:
    // All of it outlives this.
    sign_on(core::settings const& settings, std::vector<provider_config> providers, net::http_client& client,
            store::database& db, core::clock const& clock, access_watch& watch);

    std::vector<offered_provider> offered() const;
    bool offers(std::string_view provider_id) const { return find(provider_id) != nullptr; }

    // `browser_secret` is what the browser brought along, if anything: a second tab shares it with the first. Fails
    // with not_found for no provider of ours, else like provider::describe().
    core::task<core::result<begun_sign_on>> begin(std::string provider_id, std::string return_to,
                                                  std::optional<std::string> browser_secret);

    // Fails with invalid_input where the answer belongs to no sign-on of this browser: then nothing is ended; with
    // unauthorized where the provider says no, forbidden where the account is suspended, not_found where there is none
    // and none is made, else like provider::redeem().
    core::task<core::result<finished_sign_on>> finish(std::string provider_id, answer what,
                                                      std::optional<std::string> browser_secret, client_facts from);

    // Where the browser of somebody who signs out here signs out at the provider too; empty: nowhere. The login's ID
    // token goes along, so that the provider need not ask.
    core::task<core::result<std::string>> end_address(core::principal who);

private:
    provider* find(std::string_view id) const;
    struct ending {
        std::string issuer, subject, id_token;
    };
    core::task<core::result<std::vector<ending>>> endings_of(core::principal const& who);
    std::string server_address() const;
    std::string redirect_uri(provider const& at) const;
    core::task<core::result<store::oidc_flow_row>> take_flow(provider& at, answer const& what,
                                                             std::optional<std::string> const& browser_secret);

    core::settings const& settings_;
    store::database& db_;
    core::clock const& clock_;
    access_watch& watch_;
    std::vector<std::unique_ptr<provider>> providers_;
    std::string const sealing_key_;  // of ID tokens; empty where there is no provider
};

}  // namespace identity::oidc
