#pragma once

#include "core/clock.hpp"
#include "core/guarded.hpp"
#include "core/result.hpp"
#include "core/task.hpp"
#include "identity/jwt/key.hpp"
#include "identity/oidc/metadata.hpp"
#include "identity/oidc/person.hpp"
#include "identity/oidc/provider_config.hpp"
#include "net/http_client.hpp"
#include "net/outbound/guarded_fetch.hpp"

#include <boost/json/object.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace identity::oidc {

// One identity provider and what we know of it. Talks to it only through the outbound guard, because where it sends us
// is for its metadata to say. Thread-safe; belongs to no loop.
class provider {
public:
    // `client` and `clock` outlive it. `allowed`: networks that are not public and may be reached all the same.
    provider(provider_config config, net::http_client& client, core::clock const& clock,
             std::vector<net::address_range> allowed);
    provider(provider const&) = delete;

    provider_config const& config() const { return config_; }

    // Known for an hour, then asked for again. Fails with upstream_failed or timeout.
    core::task<core::result<metadata>> describe();

    // Gives the code for tokens and finds out who it was for. Fails with unauthorized where the provider does not take
    // the code or its tokens are not good.
    core::task<core::result<person>> redeem(std::string code, std::string verifier, std::string nonce,
                                            std::string redirect_uri);

private:
    struct known {
        std::optional<metadata> description;
        core::timestamp described_at{};
        std::shared_ptr<std::vector<jwt::key> const> keys;
        core::timestamp keys_at{};
    };
    struct tokens {
        std::string id_token, access_token;
    };
    using key_set = std::shared_ptr<std::vector<jwt::key> const>;

    core::task<core::result<net::fetched>> fetch(net::client_request request, int redirects_max);
    core::task<core::result<tokens>> exchange(metadata const& at, std::string code, std::string verifier,
                                              std::string redirect_uri);
    core::task<core::result<key_set>> keys_for(metadata const& at, std::string key_id);
    core::task<core::result<boost::json::object>> userinfo(metadata const& at, std::string access_token);

    provider_config config_;
    net::http_client& client_;
    core::clock const& clock_;
    net::outbound_guard guard_;
    core::guarded<known> known_;
};

}  // namespace identity::oidc
