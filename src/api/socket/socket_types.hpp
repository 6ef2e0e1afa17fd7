#pragma once

#include "core/described.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>

namespace api {

// What a page sends over its socket. Which fields matter depends on `type`.
struct socket_message {
    std::string type;
    std::string turn_id;
    std::int64_t after = 0;
    std::string ref;
    std::string idempotency_key;
    std::string conversation_id;
    std::optional<boost::json::object> request;
};
BOOST_DESCRIBE_STRUCT(socket_message, (), (type, turn_id, after, ref, idempotency_key, conversation_id, request))
inline auto rules(socket_message const*) {
    using m = socket_message;
    return core::fields(core::required(&m::type),
                        core::one_of(&m::type, "subscribe", "unsubscribe", "send", "cancel", "watch", "unwatch",
                                     "typing", "ping"),
                        core::range(&m::after, 0, 9'007'199'254'740'991.0), core::length(&m::ref, 0, 100),
                        core::length(&m::idempotency_key, 0, 255), core::length(&m::turn_id, 0, 64),
                        core::length(&m::conversation_id, 0, 64));
}

}  // namespace api
