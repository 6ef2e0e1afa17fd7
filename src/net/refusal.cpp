#include "net/refusal.hpp"

#include <fmt/format.h>

namespace net {

response to_response(refusal const& why, std::string_view request_id) {
    response reply;
    reply.status = why.status;
    reply.fields.add("Content-Type", "application/json");
    reply.fields.add("X-Error-Code", std::string(why.code));
    if (why.status == 405) reply.fields.add("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    if (why.status == 426) reply.fields.add("Sec-WebSocket-Version", "13");
    reply.body = fmt::format(R"({{"error":{{"code":"{}","message":"{}","details":[],"request_id":"{}"}}}})", why.code,
                             why.message, request_id);
    return reply;
}

}  // namespace net
