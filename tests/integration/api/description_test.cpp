#include "api/route.hpp"
#include "support/test_application.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <gtest/gtest.h>

#include <algorithm>

// What the server says about itself: health, metrics, the description of its API, and its errors.

namespace {

namespace json = boost::json;

struct description : testing::Test {
    support::test_application server;
    support::api_client const& client = server.client();
};

TEST_F(description, health_names_the_version_and_the_model) {
    for (auto const* path : {"/health", "/api/v1/health"}) {
        auto const health = client.get(path);
        EXPECT_EQ(health.status, 200);
        EXPECT_EQ(health.string("status"), "healthy");
        EXPECT_EQ(health.string("environment"), "development");
        EXPECT_EQ(health.string("model"), "demo");
        EXPECT_EQ(health.string("redis"), "disabled");
        EXPECT_FALSE(health.string("version").empty());
        EXPECT_FALSE(health.string("hint").empty()) << "the demo is no model: say how to get one";
    }
}

TEST_F(description, live_and_ready_say_so) {
    EXPECT_EQ(client.get("/health/live").string("status"), "alive");
    for (auto const* path : {"/ready", "/health/ready", "/api/v1/ready", "/api/v1/health/ready"}) {
        auto const ready = client.get(path);
        EXPECT_EQ(ready.status, 200);
        EXPECT_TRUE(ready.body.at("ready").as_bool());
        EXPECT_EQ(ready.body.at("services").at("database"), "connected");
        EXPECT_EQ(ready.body.at("services").at("redis"), "disabled");
    }
}

TEST_F(description, metrics_count_requests_by_route) {
    client.get("/api/v1/conversations/nope");

    auto const metrics = client.get("/metrics");

    EXPECT_EQ(metrics.status, 200);
    EXPECT_TRUE(metrics.fields.at("content-type").starts_with("text/plain")) << metrics.fields.at("content-type");
    EXPECT_NE(metrics.text.find("/api/v1/conversations/{id}"), std::string::npos);
    EXPECT_EQ(metrics.text.find("nope"), std::string::npos) << "no label is what a client sends";
}

TEST_F(description, every_route_is_in_the_document) {
    auto const document = client.get("/openapi.json").body;

    EXPECT_EQ(document.at("openapi"), "3.1.0");
    auto const& paths = document.at("paths").as_object();
    for (auto const& row : api::routes()) {
        std::string method(api::to_string(row.method));
        std::ranges::transform(method, method.begin(), [](unsigned char c) { return char(std::tolower(c)); });
        auto const holds = [&](std::string_view path) {
            auto const* found = paths.if_contains(path);
            return found && found->as_object().contains(method);
        };
        EXPECT_TRUE(holds(row.path) || holds(row.path.substr(std::min<std::size_t>(7, row.path.size())))) << row.path;
    }
}

TEST_F(description, bodies_and_replies_refer_to_described_types) {
    auto const document = client.get("/openapi.json").body;
    auto const& schemas = document.at("components").at("schemas").as_object();
    auto const& ask = document.at("paths").at("/api/v1/chat").at("post");

    auto const type_of = [](json::value const& holder) {
        return std::string(holder.at("content").at("application/json").at("schema").at("$ref").as_string());
    };
    for (auto const& reference : {type_of(ask.at("requestBody")), type_of(ask.at("responses").at("200"))}) {
        auto const name = reference.substr(reference.rfind('/') + 1);
        ASSERT_TRUE(schemas.contains(name)) << reference;
        EXPECT_TRUE(schemas.at(name).as_object().contains("properties"));
    }
}

// Follows every reference of the document, wherever it stands.
void expect_references_resolve(json::value const& part, json::value const& document) {
    if (auto const* list = part.if_array())
        for (auto const& each : *list) expect_references_resolve(each, document);
    if (auto const* object = part.if_object())
        for (auto const& [key, value] : *object) {
            expect_references_resolve(value, document);
            if (key != "$ref") continue;
            boost::system::error_code missing;
            document.find_pointer(std::string_view(value.as_string()).substr(1), missing);
            EXPECT_FALSE(missing) << value;
        }
}

TEST_F(description, no_reference_leads_nowhere) {
    auto const document = client.get("/openapi.json").body;

    expect_references_resolve(document, document);
}

TEST_F(description, the_documents_can_be_switched_off) {
    EXPECT_EQ(client.get("/openapi.json").status, 200);
    server.stop();
    server.start([](auto& settings) { settings.server.docs_enabled = false; });

    for (auto const* path : {"/docs", "/redoc", "/openapi.json"})
        EXPECT_EQ(server.client().get(path).status, 404) << path;
}

TEST_F(description, errors_have_one_shape) {
    auto const expect = [](support::api_reply const& reply, int status, std::string const& code) {
        EXPECT_EQ(reply.status, status) << reply.text;
        EXPECT_EQ(reply.error_code(), code) << reply.text;
        EXPECT_TRUE(reply.fields.contains("x-request-id"));
        EXPECT_EQ(reply.body.at("error").at("request_id").as_string(), reply.fields.at("x-request-id"));
    };
    expect(client.post("/api/v1/chat", "{"), 400, "VALIDATION_ERROR");
    expect(client.post("/api/v1/chat", R"({"message":"x","nope":1})"), 400, "VALIDATION_ERROR");
    expect(client.post("/api/v1/chat", "x", {{"Content-Type", "text/plain"}}), 415, "UNSUPPORTED_MEDIA_TYPE");
    expect(client.get("/api/v1/conversations/nope"), 404, "CONVERSATION_NOT_FOUND");
    expect(client.get("/api/v1/nope"), 404, "NOT_FOUND");
    expect(client.get("/api/v1/chat"), 405, "METHOD_NOT_ALLOWED");
    expect(client.remove("/health"), 405, "METHOD_NOT_ALLOWED");
}

TEST_F(description, a_wrong_field_is_named_by_its_place) {
    auto const reply = client.post("/api/v1/chat", R"({"message":"x","temperature":9})");

    auto const& details = reply.body.at("error").at("details").as_array();
    ASSERT_EQ(details.size(), 1);
    EXPECT_EQ(details[0].at("field"), "/temperature");
    EXPECT_FALSE(details[0].at("problem").as_string().empty());
}

}  // namespace
