#include "llm/detect.hpp"

#include "llm/chat_model.hpp"
#include "llm/openai/json_text.hpp"
#include "llm/wire/whole_body.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace llm {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

constexpr std::size_t reply_bytes_max = 1u << 20;

// The body of the reply, or nothing where nobody answers with 200 in time.
core::task<std::string> ask(net::http_client& client, std::string url) {
    net::client_request request;
    request.url = std::move(url);
    request.connect_timeout = 300ms;
    request.first_byte_timeout = request.silence_timeout = request.total_timeout = 1'000ms;

    auto reply = co_await client.open(std::move(request));
    if (!reply || (*reply)->status() != 200) co_return std::string();
    auto body = co_await read_whole_body(**reply, reply_bytes_max);
    co_return body ? std::move(*body) : std::string();
}

// The objects in the list `name` of the reply.
std::vector<json::object> rows(std::string_view body, std::string_view name) {
    std::vector<json::object> out;
    auto const reply = parse_json_leniently(body, {});
    auto const* fields = reply ? reply->if_object() : nullptr;
    auto const* list = fields ? fields->if_contains(name) : nullptr;
    if (!list || !list->is_array()) return out;
    for (auto const& one : list->get_array())
        if (one.is_object()) out.push_back(one.get_object());
    return out;
}

std::string text_in(json::object const& fields, std::string_view name) {
    auto const* value = fields.if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

// BERT and its kin only embed.
bool embeds(json::object const& model) {
    auto const* details = model.if_contains("details");
    return details && details->is_object() &&
           text_in(details->get_object(), "family").find("bert") != std::string::npos;
}

}  // namespace

std::vector<std::string> read_ollama_models(std::string_view body) {
    std::vector<std::string> out;
    for (auto const& model : rows(body, "models"))
        if (auto name = text_in(model, "name"); !name.empty() && looks_like_chat_model(name) && !embeds(model))
            out.push_back(std::move(name));
    return out;
}

std::vector<std::string> read_llama_cpp_models(std::string_view body) {
    std::vector<std::string> out;
    for (auto const& model : rows(body, "data"))
        if (auto id = text_in(model, "id");
            !id.empty() && text_in(model, "owned_by") == "llamacpp" && looks_like_chat_model(id))
            out.push_back(std::move(id));
    return out;
}

core::task<std::optional<local_server>> detect_local_server(net::http_client& client, local_addresses where) {
    using namespace core::asio::experimental::awaitable_operators;
    auto const ollama = ollama_at(where.ollama);
    auto const llama_cpp = llama_cpp_at(where.llama_cpp);
    auto const [tags, list] =
        co_await (ask(client, where.ollama + "/api/tags") && ask(client, llama_cpp.base_url + "/models"));
    if (auto const models = read_ollama_models(tags); !models.empty()) co_return local_server{ollama, models.front()};
    if (auto const models = read_llama_cpp_models(list); !models.empty())
        co_return local_server{llama_cpp, models.front()};
    co_return std::nullopt;
}

core::task<std::string> first_chat_model(std::vector<std::unique_ptr<provider>> const& among, std::string_view name) {
    auto const found = std::ranges::find(among, name, [](auto const& one) -> std::string_view { return one->name(); });
    if (found == among.end()) co_return std::string();
    if (auto usual = (*found)->usual_model(); !usual.empty()) co_return usual;
    auto const listed = co_await (*found)->models();
    co_return listed && !listed->empty() ? listed->front().name : std::string();
}

}  // namespace llm
