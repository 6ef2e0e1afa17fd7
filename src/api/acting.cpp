#include "api/acting.hpp"

namespace api {

identity::actor actor_of(call const& c) { return identity::actor_of(c.who, c.request.remote_address, c.request.id); }

}  // namespace api
