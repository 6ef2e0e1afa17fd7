#include "mock_replies.hpp"

#include "http_text.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <iterator>

namespace bench {

namespace {

// The same words in every reply, or an answer's bytes would depend on when it was asked for.
constexpr std::string_view chunk_front =
    R"(data: {"id":"chatcmpl-bench","object":"chat.completion.chunk","created":1700000000,)"
    R"("model":"bench","system_fingerprint":"fp_bench","choices":[)";

std::string usage(std::uint32_t tokens) {
    return fmt::format(R"("usage":{{"prompt_tokens":12,"completion_tokens":{},"total_tokens":{}}})", tokens,
                       tokens + 12);
}

std::string_view reason_of(std::uint32_t status) {
    switch (status) {
    case 200: return "OK";
    case 400: return "Bad Request";
    case 404: return "Not Found";
    case 411: return "Length Required";
    case 429: return "Too Many Requests";
    case 503: return "Service Unavailable";
    default:  return "Error";
    }
}

bool flag(boost::json::object const& in, std::string_view name) {
    auto const* value = in.if_contains(name);
    return value && value->is_bool() && value->get_bool();
}

}  // namespace

completion_request parse_completion_request(std::string_view body) {
    auto const value = boost::json::parse(body);
    auto const& object = value.as_object();
    completion_request request;
    request.model = object.at("model").as_string();
    request.stream = flag(object, "stream");
    auto const* options = object.if_contains("stream_options");
    request.include_usage = options && options->is_object() && flag(options->get_object(), "include_usage");
    return request;
}

std::string json_reply(std::uint32_t status, std::string_view body) {
    return fmt::format("HTTP/1.1 {} {}\r\nContent-Type: application/json\r\n"
                       "Content-Length: {}\r\n\r\n{}",
                       status, reason_of(status), body.size(), body);
}

std::string error_reply(std::uint32_t status, std::string_view message) {
    return json_reply(
        status, fmt::format(R"({{"error":{{"message":"{}","type":"mock_error","param":null,"code":null}}}})", message));
}

std::string models_reply() {
    return json_reply(200, R"({"object":"list","data":[)"
                           R"({"id":"fixed-60","object":"model","created":1700000000,"owned_by":"bench"},)"
                           R"({"id":"paced:rate=20,tokens=200","object":"model","created":1700000000,)"
                           R"("owned_by":"bench"}]})");
}

std::string completion_reply(completion_request const& request, model_script const& script) {
    std::string text;
    for (std::uint32_t n = 0; n < script.tokens; ++n) text += token_text(n);
    return json_reply(
        200, fmt::format(R"({{"id":"chatcmpl-bench","object":"chat.completion","created":1700000000,"model":"{}",)"
                         R"("choices":[{{"index":0,"message":{{"role":"assistant","content":"{}"}},)"
                         R"("finish_reason":"stop"}}],{}}})",
                         request.model, text, usage(script.tokens)));
}

std::string stream_head() {
    std::string out = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                      "Cache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n";
    append_chunk(out, std::string(chunk_front) +
                          R"({"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]})"
                          "\n\n");
    return out;
}

void append_token(std::string& out, std::uint32_t n) {
    fmt::memory_buffer event;
    fmt::format_to(std::back_inserter(event),
                   R"({}{{"index":0,"delta":{{"content":"{}"}},"finish_reason":null}}]}})"
                   "\n\n",
                   chunk_front, token_text(n));
    append_chunk(out, {event.data(), event.size()});
}

void append_error(std::string& out) {
    append_chunk(out, "data: {\"error\":{\"message\":\"The mock fails as it was told to.\","
                      "\"type\":\"server_error\",\"code\":\"mock_error\"}}\n\n");
    out += last_chunk;
}

void append_end(std::string& out, completion_request const& request, model_script const& script) {
    append_chunk(out, std::string(chunk_front) + R"({"index":0,"delta":{},"finish_reason":"stop"}]})"
                                                 "\n\n");
    if (request.include_usage)
        append_chunk(out, fmt::format(R"(data: {{"id":"chatcmpl-bench","object":"chat.completion.chunk",)"
                                      R"("created":1700000000,"model":"bench","choices":[],{}}})"
                                      "\n\n",
                                      usage(script.tokens)));
    append_chunk(out, "data: [DONE]\n\n");
    out += last_chunk;
}

}  // namespace bench
