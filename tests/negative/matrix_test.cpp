#include "matrix_rule.hpp"
#include "matrix_server.hpp"
#include "schema_cases.hpp"

#include <gtest/gtest.h>

#include <iostream>
#include <string_view>

// Z-01: every route, by everybody who could try it. A route that reaches its objects in another way than its row says
// fails here without a test of its own.

namespace negative {

namespace {

// A row can't be written without saying who may call it, what a key needs and whose the object is.
using api::access;
using api::counted;
using api::object;
using api::reply_shape;
using api::verb;

template <class Row>
concept whole = requires(api::handler run) {
    Row{.method = verb::get,
        .path = "/",
        .needs = access::user,
        .key = core::scope::chat,
        .whose = object::none,
        .as = counted::request,
        .shape = reply_shape::json,
        .run = run,
        .summary = ""};
};
template <class Row>
concept may_lack_access = requires(api::handler run) {
    Row{.method = verb::get,
        .path = "/",
        .key = core::scope::chat,
        .whose = object::none,
        .as = counted::request,
        .shape = reply_shape::json,
        .run = run,
        .summary = ""};
};
template <class Row>
concept may_lack_scope = requires(api::handler run) {
    Row{.method = verb::get,
        .path = "/",
        .needs = access::user,
        .whose = object::none,
        .as = counted::request,
        .shape = reply_shape::json,
        .run = run,
        .summary = ""};
};
template <class Row>
concept may_lack_object = requires(api::handler run) {
    Row{.method = verb::get,
        .path = "/",
        .needs = access::user,
        .key = core::scope::chat,
        .as = counted::request,
        .shape = reply_shape::json,
        .run = run,
        .summary = ""};
};
template <class Row>
concept may_end_early = requires { Row{verb::get, "/"}; };

static_assert(whole<api::route>);
static_assert(!may_lack_access<api::route> && !may_lack_scope<api::route> && !may_lack_object<api::route>);
static_assert(!may_end_early<api::route>);

using matrix = matrix_server;

TEST_P(matrix, Z_01_is_open_to_whom_its_row_says) {
    auto const& row = GetParam();
    auto const what = request_of(row);
    bool const deleted = row.path.ends_with("/restore");

    for (auto const& who : all_players()) {
        SCOPED_TRACE(who.name);
        auto const on = set_scene(*db, who, deleted);
        ++cases;

        auto const reply = send(row, filled(what, on.ids), on.credentials);

        EXPECT_EQ(seen(row, reply.status), expected(row, who, what.names_an_object(), deleted))
            << reply.status << ' ' << reply.text;
        EXPECT_LT(reply.status, 500) << reply.text;
        EXPECT_NE(reply.status, 429) << reply.text;
        if (row.needs != access::anyone) {
            EXPECT_NE(reply.status, 400) << "the example must be right: " << reply.text;
        }
    }
}

TEST_P(matrix, Z_22_answers_for_what_is_not_yours_as_for_what_does_not_exist) {
    auto const& row = GetParam();
    auto const what = request_of(row);
    bool const deleted = row.path.ends_with("/restore");

    for (auto const& who : all_players()) {
        auto const out = expected(row, who, what.names_an_object(), deleted);
        bool const made = row.whose == object::by_any_name && !who.may && out == outcome::allowed;
        if (out != outcome::hidden && !made) continue;
        SCOPED_TRACE(who.name);
        auto const on = set_scene(*db, who, deleted);
        auto const there = filled(what, on.ids), nowhere = filled(what, nobodys(on.ids));
        send(row, nowhere, on.credentials);   // so that the caller is known

        expect_equal(both([&] { return told_by(send(row, there, on.credentials)); },
                          [&] { return told_by(send(row, nowhere, on.credentials)); },
                          made ? compared::first_transaction : compared::whole));
    }
}

INSTANTIATE_TEST_SUITE_P(negative, matrix, testing::ValuesIn(std::vector(api::routes().begin(), api::routes().end())),
                         [](auto const& info) { return name_of(info.param); });

}  // namespace

}  // namespace negative
