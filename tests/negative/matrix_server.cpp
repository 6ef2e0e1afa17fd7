#include "matrix_server.hpp"

#include "support/api_socket.hpp"
#include "support/page_session.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <iostream>

namespace negative {

void matrix_server::SetUpTestSuite() {
    cases = equal_pairs = 0;
    recorder = std::make_unique<statement_recorder>();
    server = std::make_unique<support::test_application>([](core::settings& settings) {
        settings.access.anonymous = false;
        settings.models.default_model = "demo:tokens=1";
        settings.chat.titles_enabled = false;
        settings.server.trusted_proxies = {"127.0.0.1"};
    });
    support::register_page(server->client(), "first@example.org");
    db = std::make_unique<store::connection>(server->folder() / "data" / "parlance.db",
                                             store::connection_options{.sync = store::synchronous::off});
}

void matrix_server::TearDownTestSuite() {
    db.reset();
    server.reset();
    recorder.reset();
    std::cout << cases << " cases by " << all_players().size() << " callers; " << equal_pairs
              << " times \"not yours\" was compared with \"does not exist\"\n";
}

support::extra_fields matrix_server::from_somewhere(support::extra_fields fields) {
    static int address = 0;
    ++address;
    fields.emplace_back("X-Forwarded-For",
                        fmt::format("10.{}.{}.{}", address / 65536, address / 256 % 256, address % 256));
    return fields;
}

std::string matrix_server::lines(support::extra_fields const& fields) {
    std::string out;
    for (auto const& [name, value] : fields) out += name + ": " + value + "\r\n";
    return out;
}

support::api_reply matrix_server::send(api::route const& row, request_text const& what,
                                       support::extra_fields const& credentials) {
    auto fields = from_somewhere(credentials);
    fields.insert(fields.end(), what.fields.begin(), what.fields.end());
    if (row.shape == api::reply_shape::websocket) {
        support::api_reply out;
        out.status = support::api_socket(server->client().port(), lines(fields)).status();
        return out;
    }
    if (row.shape != api::reply_shape::event_stream)
        return server->client().send(api::to_string(row.method), what.target, what.body, fields);
    auto text = fmt::format("{} {} HTTP/1.1\r\nHost: localhost\r\n", api::to_string(row.method), what.target);
    text += lines(fields);
    if (!what.body.empty())
        text += fmt::format("Content-Type: application/json\r\nContent-Length: {}\r\n", what.body.size());
    support::event_source stream(server->client().port(), text + "\r\n" + what.body);
    if (row.method == api::verb::post && stream.status() == 200) stream.rest();   // what it began is over
    return stream.reply();
}

void matrix_server::expect_equal(std::pair<traced, traced> const& what) {
    ++equal_pairs;
    EXPECT_EQ(what.first.answer, what.second.answer);
    EXPECT_EQ(what.first.statements, what.second.statements);
    EXPECT_FALSE(what.first.statements.empty());
}

std::string told_by(support::api_reply const& reply) {
    auto body = reply.body;
    if (auto* whole = body.if_object()) {
        whole->erase("request_id");
        if (auto* error = whole->if_contains("error")) error->as_object().erase("request_id");
    }
    return std::to_string(reply.status) + ' ' + boost::json::serialize(body);
}

}  // namespace negative
