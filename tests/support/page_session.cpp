#include "support/page_session.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace support {

namespace json = boost::json;

namespace {

page_session session_of(api_reply const& reply) {
    auto const* user = reply.body.is_object() ? reply.body.get_object().if_contains("user") : nullptr;
    if (!user) return {};
    return {cookie_of(reply), reply.string("csrf_token"), std::string(user->at("id").as_string())};
}

}  // namespace

page_session register_page(api_client const& client, std::string const& email, std::string const& name) {
    json::object const body{{"name", name}, {"email", email}, {"password", usual_password}, {"cookie", true}};
    return session_of(client.post("/api/v1/auth/register", json::serialize(body)));
}

page_session sign_in_page(api_client const& client, std::string const& email, std::string const& password) {
    json::object const body{{"email", email}, {"password", password}, {"cookie", true}};
    return session_of(client.post("/api/v1/auth/login", json::serialize(body)));
}

std::string cookie_of(api_reply const& reply) {
    auto const found = reply.fields.find("set-cookie");
    return found == reply.fields.end() ? std::string() : found->second.substr(0, found->second.find(';'));
}

}  // namespace support
