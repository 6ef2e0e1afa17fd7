#include "identity/authenticator.hpp"

#include "identity/session_cookie.hpp"
#include "store/local_user.hpp"

namespace identity {

core::task<core::result<caller>> authenticator::authenticate(net::request const& request) {
    if (auto const secret = session_secret(request)) {
        auto who = co_await sessions_.of_secret(*secret);
        if (!who) co_return who.error();
        co_return caller{std::move(*who), credential::cookie};
    }
    if (settings_.access.anonymous.value_or(false)) co_return caller{store::local_user(), credential::anonymous};
    co_return caller{};
}

}  // namespace identity
