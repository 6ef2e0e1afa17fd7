#include "matrix_server.hpp"

#include "api/socket/socket_types.hpp"
#include "support/api_socket.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <set>

// Z-01 for the socket: every message by everybody who could send it.

namespace negative {

namespace {

namespace json = boost::json;
using store::share;

// What a message needs of its object, and what answers it: the types of the answer where it is allowed and where not.
// Empty: nothing does.
struct message_row {
    std::string type;
    std::optional<share> needs;   // nothing: no object
    std::string text, answer, refusal;
};

std::vector<message_row> const messages{
    {"ping", std::nullopt, R"({"type":"ping"})", "pong", ""},
    {"subscribe", share::read, R"({"type":"subscribe","turn_id":"{turn}"})", "failed", "failed"},   // it has ended
    {"unsubscribe", std::nullopt, R"({"type":"unsubscribe","turn_id":"{turn}"})", "", ""},
    {"cancel", share::write, R"({"type":"cancel","turn_id":"{turn}"})", "", "failed"},
    {"send", share::write, R"({"type":"send","ref":"1","request":{"message":"hi","conversation_id":"{conversation}"}})",
     "sent", "failed"},
    {"watch", share::read, R"({"type":"watch","conversation_id":"{conversation}"})", "presence", ""},
    {"unwatch", std::nullopt, R"({"type":"unwatch","conversation_id":"{conversation}"})", "", ""},
    {"typing", std::nullopt, R"({"type":"typing","conversation_id":"{conversation}"})", "", ""},
};

class socket_matrix : public matrix_server {
protected:
    static support::api_socket connect(scene const& on) {
        return support::api_socket(server->client().port(), lines(from_somewhere(on.credentials)));
    }

    // Sends it, and waits for an answer of that type or a failure; where there is none, until all before is worked off.
    static json::object answer(support::api_socket& socket, request_text const& what, std::string const& type) {
        socket.send_text(what.body);
        if (type.empty()) socket.send({{"type", "ping"}});
        for (;;) {
            auto message = socket.next("");
            auto const came = message.at("type").as_string();
            if (came == type || came == "failed") return message;
            if (type.empty() && came == "pong") return {};
        }
    }

    static std::string code(json::object const& answer) {
        auto const* error = answer.if_contains("error");
        return error ? std::string(error->at("code").as_string()) : std::string();
    }

    static std::string told_by(json::object answer) {
        answer.erase("turn_id");  // as it was asked
        if (auto* error = answer.if_contains("error")) error->as_object().erase("request_id");
        return json::serialize(answer);
    }
};

TEST_F(socket_matrix, Z_01_there_is_a_row_for_every_message) {
    std::set<std::string_view> known;
    for (auto const& each : messages) known.insert(each.type);
    auto const& allowed = core::described<api::socket_message>().find("type")->allowed;

    EXPECT_EQ(known, std::set<std::string_view>(allowed.begin(), allowed.end()));
}

TEST_F(socket_matrix, Z_01_every_message_is_open_to_whom_its_object_belongs) {
    for (auto const& message : messages) {
        for (auto const& who : all_players()) {
            SCOPED_TRACE(message.type + " by " + who.name);
            auto const on = set_scene(*db, who, false);
            auto socket = connect(on);
            if (socket.status() != 101) continue;  // the route's row decided
            ++cases;
            request_text const what{{}, message.text};
            auto const there = filled(what, on.ids), nowhere = filled(what, nobodys(on.ids));

            if (message.needs && !who.may) {
                auto const reply = answer(socket, there, message.refusal);
                EXPECT_TRUE(message.refusal.empty() ? reply.empty() : code(reply).ends_with("NOT_FOUND"))
                    << json::serialize(reply);
                expect_equal(both([&] { return told_by(answer(socket, there, message.refusal)); },
                                  [&] { return told_by(answer(socket, nowhere, message.refusal)); }));
            } else if (message.needs && *who.may < *message.needs) {
                EXPECT_EQ(code(answer(socket, there, message.refusal)), "FORBIDDEN");
            } else {
                EXPECT_EQ(code(answer(socket, there, message.answer)),
                          message.answer == "failed" ? "STREAM_EXPIRED" : "");
            }
        }
    }
}

// Who is there and who types is told to those who watch, and only readers may.
TEST_F(socket_matrix, Z_01_nobody_makes_themselves_noticed_in_what_is_not_theirs) {
    for (auto const& who : all_players()) {
        if (who.may) continue;
        SCOPED_TRACE(who.name);
        auto const on = set_scene(*db, who, false);
        auto stranger = connect(on);
        if (stranger.status() != 101) continue;
        ++cases;
        auto owner = connect({.ids = on.ids, .credentials = on.owners_credentials});
        auto const text = [&](char const* type) {
            return filled({{}, std::string(R"({"type":")") + type + R"(","conversation_id":"{conversation}"})"},
                          on.ids);
        };
        answer(owner, text("watch"), "presence");

        answer(stranger, text("watch"), "");
        answer(stranger, text("typing"), "");

        owner.send({{"type", "ping"}});
        EXPECT_EQ(owner.next("").at("type").as_string(), "pong");
    }
}

}  // namespace

}  // namespace negative
