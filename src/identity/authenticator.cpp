#include "identity/authenticator.hpp"

#include "store/local_user.hpp"

namespace identity {

core::task<core::result<std::optional<core::principal>>> authenticator::authenticate(net::request const&) {
    if (settings_.access.anonymous.value_or(false)) co_return store::local_user();
    co_return std::optional<core::principal>();
}

}  // namespace identity
