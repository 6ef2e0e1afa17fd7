#include "schema_cases.hpp"

#include "support/test_application.hpp"

#include <gtest/gtest.h>

#include <iostream>
#include <memory>

// H-11 and M-02, made from the route table and its described types: whatever a field holds, the answer is never a 5xx,
// the server lives, and what has not the field's type is refused.

namespace {

using namespace negative;

std::vector<api::route> all_rows() { return {api::routes().begin(), api::routes().end()}; }

std::vector<api::route> rows_with_body() {
    auto rows = all_rows();
    std::erase_if(rows, [](auto const& row) { return row.in == nullptr; });
    return rows;
}

class schema : public testing::TestWithParam<api::route> {
public:
    static void SetUpTestSuite() {
        requests = 0;
        server = std::make_unique<support::test_application>([](core::settings& settings) {
            settings.models.default_model = "demo:tokens=1";
            settings.chat.streams_per_user_max = 100'000;
        });
        server->lift_limits();
    }
    static void TearDownTestSuite() {
        server.reset();
        std::cout << requests << " requests over " << api::routes().size() << " routes\n";
    }

protected:
    // The answer's status; 0 never: the server must answer.
    int status_of(api::route const& row, std::string const& target, std::string const& body) {
        ++requests;
        auto const reply = server->client().send(api::to_string(row.method), target, body);
        EXPECT_NE(reply.status, 0) << "no answer";
        EXPECT_LT(reply.status, 500) << reply.text;
        if (reply.status >= 400) {
            EXPECT_FALSE(reply.error_code().empty()) << reply.text;
        }
        return reply.status;
    }
    static bool refused(int status) { return status >= 400 && status < 500; }
    void expect_alive() { EXPECT_EQ(server->client().get("/health/live").status, 200); }

    inline static std::unique_ptr<support::test_application> server;
    inline static std::size_t requests = 0;
};

class schema_of_body : public schema {};

TEST_P(schema_of_body, H_11_fields) {
    auto const& row = GetParam();

    for (auto const& field : row.in().fields) {
        for (auto const& value : odd_values()) {
            SCOPED_TRACE(std::string(field.name) + " = " + value.name);
            auto const status = status_of(row, path_of(row), body_with(row, field.name, value.json));
            if (!has_type_of(value, *field.type)) {
                EXPECT_TRUE(refused(status)) << status;
            }
        }
    }
    expect_alive();
}

TEST_P(schema_of_body, H_11_no_object_of_this_type) {
    auto const& row = GetParam();

    for (auto const* body :
         {"null", "[]", "\"x\"", "1", "true", "{", "{\"message\"", "}", "{\"nope\":1}", "{\"\":1}", "\xff",
          "{\"message\":\"\xc0\xae\"}", "{\"message\":\"x\",\"message\":\"y\"}", "{} {}", " "}) {
        SCOPED_TRACE(body);
        EXPECT_TRUE(refused(status_of(row, path_of(row), body)));
    }
    status_of(row, path_of(row), "");
    EXPECT_TRUE(refused(status_of(row, path_of(row), std::string(100'000, '['))));
    expect_alive();
}

TEST_P(schema, H_11_parameters_of_the_address) {
    auto const& row = GetParam();

    std::vector<std::string> values{"",      "x",   "-1",  "null",   "[]",  "{}",  "9223372036854775808",
                                    "1e309", "%00", "%ff", "%0d%0a", "'--", "%25", std::string(9000, 'x')};
    if (row.query)
        for (auto const& field : row.query().fields)
            for (auto const& value : values) {
                SCOPED_TRACE(std::string(field.name) + "=" + value.substr(0, 30));
                auto const status = status_of(row, path_of(row) + "?" + std::string(field.name) + "=" + value, "");
                bool const absent = value.empty() && field.type->kind == core::field_kind::optional;
                if (plain(*field.type).kind == core::field_kind::integer && !absent) {
                    EXPECT_TRUE(refused(status)) << status;
                }
            }
    for (auto const& value : values) {
        if (row.path.find('{') == row.path.npos || value.empty()) continue;
        SCOPED_TRACE(value.substr(0, 30));
        auto path = std::string(row.path);
        path.replace(path.find('{'), path.find('}') - path.find('{') + 1, value);
        auto const status = status_of(row, path, row.in ? body_with(row, "message_id", "\"x\"") : "");
        EXPECT_TRUE(refused(status) || (row.whose == api::object::by_any_name && status == 204)) << status;
    }
    expect_alive();
}

TEST_P(schema, M_02_integers_that_no_field_can_hold) {
    auto const& row = GetParam();

    for (auto const& value : impossible_integers()) {
        SCOPED_TRACE(value.name);
        if (row.in)
            for (auto const& field : row.in().fields)
                if (plain(*field.type).kind == core::field_kind::integer) {
                    EXPECT_EQ(status_of(row, path_of(row), body_with(row, field.name, value.json)), 400) << field.name;
                }
        if (row.query)
            for (auto const& field : row.query().fields)
                if (plain(*field.type).kind == core::field_kind::integer) {
                    auto const target = path_of(row) + "?" + std::string(field.name) + "=" + value.json;
                    EXPECT_EQ(status_of(row, target, ""), 400) << field.name;
                }
    }
}

INSTANTIATE_TEST_SUITE_P(negative, schema, testing::ValuesIn(all_rows()),
                         [](auto const& info) { return name_of(info.param); });
INSTANTIATE_TEST_SUITE_P(negative, schema_of_body, testing::ValuesIn(rows_with_body()),
                         [](auto const& info) { return name_of(info.param); });

}  // namespace
