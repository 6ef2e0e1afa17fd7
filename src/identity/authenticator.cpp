#include "identity/authenticator.hpp"

#include "core/digest.hpp"
#include "identity/request_credential.hpp"
#include "identity/session_cookie.hpp"
#include "store/local_user.hpp"

namespace identity {

core::task<core::result<caller>> authenticator::authenticate(net::request const& request) {
    auto const sent = sent_credential(request);
    if (!sent) co_return sent.error();
    if (*sent) {
        auto who = co_await bearer_.verify(**sent);
        if (!who) co_return who.error();
        auto const by = who->key_id.empty() ? credential::token : credential::key;
        co_return caller{std::move(*who), by};
    }
    if (auto const secret = session_secret(request)) {
        auto who = co_await of_cookie(*secret);
        if (!who) co_return who.error();
        co_return caller{std::move(*who), credential::cookie};
    }
    if (settings_.access.anonymous.value_or(false)) co_return caller{store::local_user(), credential::anonymous};
    co_return caller{};
}

core::task<core::result<core::principal>> authenticator::of_cookie(std::string const& secret) {
    auto const now = clock_.now();
    auto const digest = core::sha256("cookie " + secret);   // a cookie's secret is worth nothing in a header
    if (auto const known = cache_.find(digest, now)) co_return *known;
    auto const changes = cache_.changes();
    auto who = co_await sessions_.of_secret(secret);
    if (who) cache_.keep(digest, *who, core::timestamp::max(), changes, now);
    co_return who;
}

}  // namespace identity
