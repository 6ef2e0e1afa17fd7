#pragma once

#include "api/call.hpp"
#include "identity/audit/entry.hpp"

namespace api {

// What the handlers of administration and sharing have in common.

// The caller, as the audit log names them.
identity::actor actor_of(call const& c);

}  // namespace api
