#include "request_rows.hpp"

#include "core/log.hpp"
#include "store/repositories/turns.hpp"
#include "support/test_application.hpp"

#include <gtest/gtest.h>

#include <iostream>
#include <memory>

// Requests that must be refused, row by row, against the whole server: whatever comes, the next client is served.

namespace negative {

std::string test_name(std::string id, std::string const& name) {
    std::ranges::replace(id, '-', '_');
    return id + "_" + name;
}

namespace {

using named_values = std::vector<std::pair<std::string, std::string>>;

std::string const secret = "hunter2-secret";

std::vector<request_row> resuming() {
    auto const with = [](std::string id) { return support::extra_fields{{"Last-Event-ID", std::move(id)}}; };
    std::string const stream = "/api/v1/chat/streams/";
    std::vector<request_row> rows;
    for (auto const& [name, id] : named_values{{"word", "abc"},
                                               {"negative", "-1"},
                                               {"two_to_63", "9223372036854775808"},
                                               {"two_to_64", "18446744073709551616"},
                                               {"fraction", "1.5"},
                                               {"plus", "+1"},
                                               {"hexadecimal", "0x1"},
                                               {"blank_inside", "1 2"},
                                               {"trailing", "1a"}})
        rows.push_back({"S-02", name, "GET", stream + "{turn}", 400, "VALIDATION_ERROR", "", with(id)});
    rows.push_back({"S-02", "future", "GET", stream + "{turn}", 409, "AHEAD_OF_LOG", "", with("100000")});
    rows.push_back({"S-02", "future_in_query", "GET", stream + "{turn}?after=100000", 409, "AHEAD_OF_LOG"});
    rows.push_back({"S-02", "negative_in_query", "GET", stream + "{turn}?after=-1", 400, "VALIDATION_ERROR"});
    rows.push_back({"S-02", "word_in_query", "GET", stream + "{turn}?after=abc", 400, "VALIDATION_ERROR"});
    rows.push_back({"S-02", "unknown_turn", "GET", stream + "nobody", 404, "NOT_FOUND", "", with("1")});
    rows.push_back({"S-02", "foreign_turn", "GET", stream + "{foreign}", 404, "NOT_FOUND", "", with("1")});
    rows.push_back({"S-02", "foreign_turn_future", "GET", stream + "{foreign}", 404, "NOT_FOUND", "", with("100000")});
    rows.push_back({"S-02", "foreign_turn_state", "GET", "/api/v1/turns/{foreign}", 404, "NOT_FOUND"});
    rows.push_back({"S-02", "foreign_turn_cancel", "POST", stream + "{foreign}/cancel", 404, "NOT_FOUND"});
    return rows;
}

std::vector<request_row> credentials_in_addresses() {
    std::vector<request_row> rows;
    for (auto const* name : {"access_token", "api_key", "session_id", "token"}) {
        auto const query = "?" + std::string(name) + "=" + secret;
        rows.push_back({"S-09", std::string(name) + "_follow", "GET", "/api/v1/chat/streams/{turn}" + query, 400, ""});
        rows.push_back({"S-09", std::string(name) + "_ask", "POST", "/api/v1/chat/stream" + query, 400,
                        "VALIDATION_ERROR", R"({"message":"x"})"});
        rows.push_back({"S-09",
                        std::string(name) + "_socket",
                        "GET",
                        "/api/v1/ws" + query,
                        400,
                        "VALIDATION_ERROR",
                        "",
                        {{"Upgrade", "websocket"},
                         {"Connection", "Upgrade"},
                         {"Sec-WebSocket-Version", "13"},
                         {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}}});
    }
    return rows;
}

std::vector<request_row> foreign_pages() {
    std::vector<request_row> rows;
    std::string const body = R"({"message":"x"})";
    for (auto const& [name, origin] : named_values{{"evil", "https://evil.example"},
                                                   {"opaque", "null"},
                                                   {"suffix", "http://localhost.evil.example"},
                                                   {"other_port", "http://localhost:1"},
                                                   {"other_scheme", "https://localhost"},
                                                   {"empty", ""},
                                                   {"user_part", "http://localhost@evil.example"}}) {
        rows.push_back({"X-08", name + "_chat", "POST", "/api/v1/chat", 403, "FORBIDDEN", body, {{"Origin", origin}}});
        rows.push_back({"X-08",
                        name + "_cancel",
                        "POST",
                        "/api/v1/chat/streams/{turn}/cancel",
                        403,
                        "FORBIDDEN",
                        "",
                        {{"Origin", origin}}});
        rows.push_back({"X-08",
                        name + "_delete",
                        "DELETE",
                        "/api/v1/conversations/x",
                        403,
                        "FORBIDDEN",
                        "",
                        {{"Origin", origin}}});
    }
    rows.push_back({"X-08",
                    "fetch_site",
                    "POST",
                    "/api/v1/conversations",
                    403,
                    "FORBIDDEN",
                    "{}",
                    {{"Sec-Fetch-Site", "cross-site"}}});
    rows.push_back({"X-08",
                    "plain_text_form",
                    "POST",
                    "/api/v1/chat",
                    415,
                    "UNSUPPORTED_MEDIA_TYPE",
                    body,
                    {{"Content-Type", "text/plain"}}});
    rows.push_back({"X-08",
                    "url_encoded_form",
                    "POST",
                    "/api/v1/conversations",
                    415,
                    "UNSUPPORTED_MEDIA_TYPE",
                    "title=x",
                    {{"Content-Type", "application/x-www-form-urlencoded"}}});
    rows.push_back({"X-08",
                    "multipart_form",
                    "POST",
                    "/api/v1/chat",
                    415,
                    "UNSUPPORTED_MEDIA_TYPE",
                    "--b--",
                    {{"Content-Type", "multipart/form-data; boundary=b"}}});
    rows.push_back({"X-08", "get_changes_nothing", "GET", "/api/v1/chat/streams/{turn}/cancel", 405,
                    "METHOD_NOT_ALLOWED"});
    for (auto const& [name, host] : named_values{{"evil", "evil.example"},
                                                 {"suffix", "localhost.evil.example"},
                                                 {"address", "169.254.169.254"},
                                                 {"port", "evil.example:80"}}) {
        rows.push_back({"T-13", name + "_read", "GET", "/api/v1/conversations", 421, "", "", {{"Host", host}}});
        rows.push_back({"T-13", name + "_metrics", "GET", "/metrics", 421, "", "", {{"Host", host}}});
        rows.push_back({"T-13", name + "_chat", "POST", "/api/v1/chat", 421, "", body, {{"Host", host}}});
    }
    return rows;
}

std::vector<request_row> crooked_paths() {
    std::vector<request_row> rows;
    for (auto const& [name, path] : named_values{{"two_slashes", "//api/v1/conversations"},
                                                 {"inner_slashes", "/api//v1/conversations"},
                                                 {"dots", "/api/v1/x/../conversations"},
                                                 {"encoded_dots", "/api/v1/%2e%2e/metrics"},
                                                 {"encoded_slash", "/api%2fv1/conversations"},
                                                 {"encoded_slash_in_id", "/api/v1/conversations/a%2Fmessages"},
                                                 {"double_encoding", "/api/v1/%2563onversations"},
                                                 {"path_parameter", "/api/v1/conversations;a=b"},
                                                 {"backslash", "/api\\v1\\conversations"},
                                                 {"encoded_backslash", "/api%5cv1/conversations"},
                                                 {"nul", "/api/v1/conversations%00"},
                                                 {"overlong", "/api/v1/%c0%aeconversations"},
                                                 {"bad_utf8", "/api/v1/conversations/%ff"},
                                                 {"line_break", "/api/v1/conversations/%0d%0ax"}})
        rows.push_back({"H-06", name, "GET", path, 400, "VALIDATION_ERROR"});
    for (auto const& [name, path] : named_values{{"upper_case", "/API/v1/conversations"},
                                                 {"upper_case_tail", "/api/v1/Conversations"},
                                                 {"trailing_blank", "/api/v1/conversations%20"},
                                                 {"full_width", "/api/v1/%ef%bd%83onversations"},
                                                 {"template", "/api/v1/conversations/%7bid%7d"}})
        rows.push_back({"H-06", name, "GET", path, 404, ""});
    return rows;
}

std::vector<request_row> const& all_rows() {
    static std::vector<request_row> const rows = [] {
        std::vector<request_row> out;
        for (auto const& part : {resuming(), credentials_in_addresses(), foreign_pages(), crooked_paths()})
            out.insert(out.end(), part.begin(), part.end());
        return out;
    }();
    return rows;
}

class request : public testing::TestWithParam<request_row> {
public:
    static void SetUpTestSuite() {
        std::cout << all_rows().size() << " requests\n";
        server = std::make_unique<support::test_application>([](core::settings& settings) {
            settings.models.default_model = "demo:tokens=3";
            settings.chat.titles_enabled = false;   // a title that comes later would look like a change
        });
        auto stream = server->client().ask(support::question("hello"));
        turn = stream.field("x-turn-id");
        stream.rest();
        add_foreign_turn();
    }
    static void TearDownTestSuite() { server.reset(); }

protected:
    static void add_foreign_turn() {
        store::connection db(server->folder() / "data" / "parlance.db");
        db.run_script("INSERT INTO users (id, organisation_id, name, created_at)"
                      " VALUES ('other', '00000000-0000-7000-8000-000000000001', 'Other', 0)");
        store::turns::insert(db, {.id = "foreign", .user_id = "other"});
    }
    static std::string filled(std::string path) {
        for (auto const& [mark, value] :
             {std::pair{std::string("{turn}"), turn}, {std::string("{foreign}"), "foreign"}})
            if (auto const at = path.find(mark); at != path.npos) path.replace(at, mark.size(), value);
        return path;
    }

    inline static std::unique_ptr<support::test_application> server;
    inline static std::string turn;
};

TEST_P(request, is_refused_in_the_one_shape) {
    auto const& row = GetParam();
    auto const before = server->client().get("/api/v1/conversations").body;
    core::configure_log(core::level::debug, core::log_format::text);
    testing::internal::CaptureStdout();

    auto const reply = server->client().send(row.method, filled(row.path), row.body, row.fields);

    auto const logged = testing::internal::GetCapturedStdout();
    core::configure_log(core::level::error, core::log_format::text);
    EXPECT_EQ(reply.status, row.status) << reply.text;
    EXPECT_FALSE(reply.error_code().empty()) << reply.text;
    if (!row.code.empty()) {
        EXPECT_EQ(reply.error_code(), row.code);
    }
    EXPECT_FALSE(reply.fields.contains("access-control-allow-origin"));
    EXPECT_EQ((reply.text + logged).find(secret), std::string::npos) << logged;
    EXPECT_EQ(server->client().get("/api/v1/conversations").body, before) << "nothing was changed";
}

INSTANTIATE_TEST_SUITE_P(negative, request, testing::ValuesIn(all_rows()),
                         [](auto const& info) { return test_name(info.param.id, info.param.name); });

}  // namespace

}  // namespace negative
