#include "llm/detect.hpp"

#include "llm/chat_model.hpp"
#include "llm/openai/ollama_models.hpp"
#include "llm/wire/json_fields.hpp"
#include "llm/wire/json_text.hpp"
#include "llm/wire/whole_body.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace llm {
namespace {

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

}  // namespace

std::vector<std::string> read_llama_cpp_models(std::string_view body) {
    std::vector<std::string> out;
    auto const reply = parse_json_leniently(body, {});
    auto const* fields = reply ? reply->if_object() : nullptr;
    auto const* list = fields ? array_in(*fields, "data") : nullptr;
    if (!list) return out;
    for (auto const& one : *list) {
        auto const* model = one.if_object();
        if (!model || string_in(*model, "owned_by") != "llamacpp") continue;
        if (auto id = string_in(*model, "id"); !id.empty() && looks_like_chat_model(id)) out.push_back(std::move(id));
    }
    return out;
}

core::task<std::optional<local_server>> detect_local_server(net::http_client& client, local_addresses where) {
    using namespace core::asio::experimental::awaitable_operators;
    auto const ollama = ollama_at(where.ollama);
    auto const llama_cpp = llama_cpp_at(where.llama_cpp);
    auto const [tags, list] =
        co_await (ask(client, where.ollama + "/api/tags") && ask(client, llama_cpp.server.base_url + "/models"));
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
