#include "api/openapi.hpp"

#include "core/json_schema.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace api {

namespace json = boost::json;

namespace {

// The first word of a path behind its version: what groups operations.
std::string tag_of(std::string_view path) {
    if (path.starts_with("/api/v1/")) path.remove_prefix(8);
    else path.remove_prefix(path.starts_with("/.") ? 2 : 1);
    auto const word = path.substr(0, path.find('/'));
    return std::string(word.substr(0, word.find('.')));
}

// "GET /api/v1/conversations/{id}" -> "get_conversations_id"
std::string operation_id(route const& row) {
    std::string out(to_string(row.method));
    std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    bool separate = true;
    for (char const c : row.path) {
        bool const word = std::isalnum(static_cast<unsigned char>(c)) != 0;
        if (word && separate) out += '_';
        if (word) out += c;
        separate = !word;
    }
    return out;
}

json::array parameters_of(route const& row) {
    json::array out;
    for (auto rest = row.path; rest.find('{') != rest.npos;) {
        rest.remove_prefix(rest.find('{') + 1);
        out.push_back({{"name", rest.substr(0, rest.find('}'))},
                       {"in", "path"},
                       {"required", true},
                       {"schema", {{"type", "string"}}}});
    }
    if (row.query)
        for (auto const& field : row.query().fields) {
            json::object parameter{{"name", field.name},
                                   {"in", "query"},
                                   {"required", field.required},
                                   {"schema", core::json_schema(field)}};
            if (!field.doc.empty()) parameter["description"] = field.doc;
            out.push_back(std::move(parameter));
        }
    if (row.method == verb::post)
        out.push_back(
            {{"name", "Idempotency-Key"},
             {"in", "header"},
             {"required", false},
             {"description", "Makes a repetition safe for 24 hours: the same key and body get the same reply."},
             {"schema", {{"type", "string"}, {"maxLength", 255}}}});
    return out;
}

json::object success_of(route const& row, core::schema_collector& schemas) {
    json::object reply{{"description", row.status == 204 ? "Done" : "Success"}};
    bool const either = row.shape == reply_shape::json_or_stream;
    if (row.out) {
        reply["content"] = {{"application/json", {{"schema", schemas.reference(row.out())}}}};
    } else if (either) {
        reply["content"] = {{"application/json", {{"schema", {{"type", "object"}}}}},
                            {"text/event-stream", {{"schema", {{"type", "string"}}}}}};
    } else if (row.shape == reply_shape::event_stream) {
        reply["content"] = {{"text/event-stream", {{"schema", {{"type", "string"}}}}}};
    } else if (row.shape == reply_shape::text) {
        reply["content"] = {{"text/plain", {{"schema", {{"type", "string"}}}}}};
    }
    return reply;
}

json::object operation_of(route const& row, core::schema_collector& schemas) {
    json::object out{{"operationId", operation_id(row)}, {"summary", row.summary}, {"tags", {tag_of(row.path)}}};
    out["parameters"] = parameters_of(row);
    if (row.in)
        out["requestBody"] = {{"required", true},
                              {"content", {{"application/json", {{"schema", schemas.reference(row.in())}}}}}};
    out["responses"] = {{std::to_string(row.status), success_of(row, schemas)},
                        {"default", {{"$ref", "#/components/responses/error"}}}};
    return out;
}

json::object error_reply() {
    json::value const schema = {{"type", "object"},
                                {"required", {"error"}},
                                {"properties",
                                 {{"error",
                                   {{"type", "object"},
                                    {"required", {"code", "message", "details", "request_id"}},
                                    {"properties",
                                     {{"code", {{"type", "string"}}},
                                      {"message", {{"type", "string"}}},
                                      {"details", json::object()},
                                      {"request_id", {{"type", "string"}}}}}}}}}};
    return {{"description", "What went wrong, and what to change"},
            {"content", {{"application/json", {{"schema", schema}}}}}};
}

}  // namespace

std::string openapi_document(std::span<route const> rows, std::string_view version) {
    core::schema_collector schemas;
    json::object paths;
    for (auto const& row : rows) {
        if (row.path.starts_with("/api/v1/") && std::ranges::any_of(rows, [&](route const& other) {
                return other.path == row.path.substr(7) && other.method == row.method;
            }))
            continue;   // the same as at the root
        auto method = std::string(to_string(row.method));
        std::ranges::transform(method, method.begin(),
                               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        auto& path = paths[row.path];
        if (!path.is_object()) path = json::object();
        path.get_object()[method] = operation_of(row, schemas);
    }
    json::object document{{"openapi", "3.1.0"}, {"info", {{"title", "Parlance"}, {"version", version}}}};
    document["paths"] = std::move(paths);
    document["components"] = {{"schemas", schemas.schemas}, {"responses", {{"error", error_reply()}}}};
    return json::serialize(document);
}

}  // namespace api
