#include "matrix_requests.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace negative {

namespace {

// What a request to a route looks like. A route with a body or a parameter that is not here fails the test.
struct example {
    std::string body{};
    std::string query{};
    support::extra_fields fields{};
};

std::map<std::string, example> const& examples() {
    static std::map<std::string, example> const all{
        {"POST /api/v1/chat", {R"({"message":"hi","conversation_id":"{conversation}","parent_id":"{message}"})"}},
        {"POST /api/v1/chat/stream", {R"({"message":"hi","conversation_id":"{conversation}"})"}},
        {"POST /api/v1/conversations", {R"({"title":"x"})"}},
        {"PATCH /api/v1/conversations/{id}", {R"({"title":"x"})"}},
        {"POST /api/v1/conversations/{id}/head", {R"({"message_id":"{message}"})"}},
        {"POST /api/v1/conversations/{id}/grants", {R"({"grantee":"{colleague}"})"}},
        {"POST /api/v1/prompts", {R"({"name":"x","template":{"role":"x"}})"}},
        {"PATCH /api/v1/prompts/{id}", {R"({"name":"x"})"}},
        {"POST /api/v1/prompts/{id}/render", {R"({"variables":{"who":"x"}})"}},
        {"GET /api/v1/search", {"", "?q=hello"}},
        {"POST /api/v1/auth/register", {R"({"name":"x","email":"x","password":"x"})"}},
        {"POST /api/v1/auth/login", {R"({"email":"x@example.org","password":"x"})"}},
        {"POST /api/v1/auth/refresh", {R"({"refresh_token":"x"})"}},
        {"PATCH /api/v1/auth/me", {R"({"name":"x"})"}},
        {"DELETE /api/v1/auth/me", {R"({"password":"correct horse battery"})"}},
        {"POST /api/v1/auth/password",
         {R"({"current_password":"correct horse battery","new_password":"correct horse staple"})"}},
        {"POST /api/v1/auth/password/forgot", {R"({"email":"x@example.org"})"}},
        {"POST /api/v1/auth/password/reset", {R"({"token":"x","new_password":"correct horse staple"})"}},
        {"POST /api/v1/keys", {R"({"name":"x","scopes":["models"]})"}},
        {"PATCH /api/v1/keys/{id}", {R"({"name":"x"})"}},
        {"POST /api/v1/admin/users", {R"({"name":"x","email":"{new}@example.net"})"}},
        {"PATCH /api/v1/admin/users/{id}", {R"({"name":"x"})"}},
        {"POST /api/v1/admin/groups", {R"({"name":"{new}"})"}},
        {"PATCH /api/v1/admin/groups/{id}", {R"({"name":"now {new}"})"}},
        {"POST /api/v1/admin/groups/{id}/members", {R"({"user_id":"{colleague}"})"}},
        {"POST /api/v1/admin/organisations", {R"({"name":"x","admin_email":"{new}@example.com"})"}},
        {"PATCH /api/v1/admin/tiers/{name}", {R"({"daily_tokens":null})"}},
        {"POST /api/v1/admin/budgets",
         {R"({"subject_kind":"user","subject_id":"{colleague}","unit":"tokens","period":"day","amount":1000000})"}},
        {"PATCH /api/v1/admin/budgets/{id}", {R"({"amount":2000000})"}},
        {"POST /v1/chat/completions",
         {R"({"messages":[{"role":"user","content":"hi"}]})", "", {{"X-Parlance-Conversation", "{conversation}"}}}},
        {"POST /v1/responses", {R"({"input":"hi","store":true,"previous_response_id":"resp_{message}"})"}},
        {"POST /v1/embeddings", {R"({"input":"hi"})"}},
        {"POST /v1/rerank", {R"({"query":"hi","documents":["ho"]})"}},
        {"POST /v1/messages",
         {R"({"max_tokens":9,"messages":[{"role":"user","content":"hi"}]})",
          "",
          {{"X-Parlance-Conversation", "{conversation}"}}}},
        {"POST /v1/messages/count_tokens", {R"({"messages":[{"role":"user","content":"hi"}]})"}},
        {"POST /api/chat",
         {R"({"id":"{conversation}","messages":[{"role":"user","parts":[{"type":"text","text":"hi"}]}]})"}},
    };
    return all;
}

std::string title_of(api::route const& row) { return api::to_string(row.method) + (' ' + std::string(row.path)); }

// What stands for {id} in a path depends on the path.
std::string meaning(std::string const& parameter, std::string_view path) {
    if (path.starts_with("/v1/models")) return "demo";
    if (parameter == "{turn_id}") return "{turn}";
    if (parameter == "{grantee_id}") return "{companion}";
    if (parameter == "{user_id}") return "{companion}";
    if (parameter == "{name}") return "free";
    if (parameter == "{version}") return "1";
    if (parameter == "{provider}") return "nowhere";
    for (auto const& [start, id] :
         {std::pair<std::string_view, std::string>{"/api/v1/conversations/", "{conversation}"},
          {"/api/chat/", "{conversation}"},
          {"/api/v1/messages/", "{message}"},
          {"/api/v1/prompts/", "{prompt}"},
          {"/api/v1/keys/", "{key}"},
          {"/api/v1/auth/sessions/", "{session}"},
          {"/api/v1/admin/users/", "{companion}"},
          {"/api/v1/admin/groups/", "{group}"},
          {"/api/v1/admin/budgets/", "{budget}"},
          {"/v1/responses/", "resp_{turn}"}})
        if (path.starts_with(start)) return id;
    return {};
}

void fill(std::string& text, scene_ids const& ids) {
    for (auto const& [mark, value] : ids)
        for (auto at = text.find(mark); at != text.npos; at = text.find(mark)) text.replace(at, mark.size(), value);
}

}  // namespace

bool request_text::names_an_object() const {
    auto whole = target + body;
    for (auto const& [name, value] : fields) whole += value;
    return std::ranges::any_of(object_marks, [&](auto mark) { return whole.find(mark) != whole.npos; });
}

request_text request_of(api::route const& row) {
    request_text out{.target = std::string(row.path), .body = {}};
    for (std::size_t at = 0; (at = out.target.find('{', at)) != out.target.npos;) {
        auto const end = out.target.find('}', at) + 1;
        auto const stands_for = meaning(out.target.substr(at, end - at), row.path);
        EXPECT_FALSE(stands_for.empty()) << title_of(row) << " has a parameter that the matrix does not know";
        out.target.replace(at, end - at, stands_for);
        at += stands_for.size();
    }
    if (auto const found = examples().find(title_of(row)); found != examples().end()) {
        out.body = found->second.body;
        out.fields = found->second.fields;
        out.target += found->second.query;
    } else {
        EXPECT_EQ(row.in, nullptr) << title_of(row) << " takes a body: give the matrix an example";
    }
    return out;
}

request_text filled(request_text what, scene_ids const& ids) {
    fill(what.target, ids);
    fill(what.body, ids);
    for (auto& [name, value] : what.fields) fill(value, ids);
    return what;
}

scene_ids nobodys(scene_ids ids) {
    for (auto& [mark, value] : ids) value.replace(value.size() - 6, 6, "000000");
    return ids;
}

}  // namespace negative
