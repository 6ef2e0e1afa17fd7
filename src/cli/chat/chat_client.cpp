#include "cli/chat/chat_client.hpp"

#include "api/native/conversation_types.hpp"
#include "cli/fetch.hpp"
#include "core/json_read.hpp"
#include "core/random.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace cli {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

core::task<> sleep(std::chrono::milliseconds time) {
    boost::asio::steady_timer timer(co_await core::asio::this_coro::executor, time);
    co_await timer.async_wait(core::asio::use_awaitable);
}

// What an error reply says, in our words where it says nothing.
core::error refusal(int status, std::string const& body) {
    json::error_code ec;
    auto const parsed = json::parse(body, ec);
    auto const* outer = ec ? nullptr : parsed.if_object();
    auto const* inner = outer ? outer->if_contains("error") : nullptr;
    auto const* fields = inner ? inner->if_object() : nullptr;
    auto const* message = fields ? fields->if_contains("message") : nullptr;
    auto const code = status == 401 ? core::errc::unauthorized : core::errc::invalid_input;
    if (message && message->is_string()) return {code, std::string(message->get_string())};
    if (status == 401) return {code, "The server does not know who asks."};
    return {core::errc::upstream_failed, fmt::format("The server answered with status {}.", status)};
}

core::task<std::string> read_all(net::client_response& reply) {
    std::string body;
    while (body.size() < 65536) {
        auto piece = co_await reply.read_some();
        if (!piece || piece->empty()) break;
        body += *piece;
    }
    co_return body;
}

std::string question_body(question const& what) {
    json::object body;
    auto const put = [&](char const* name, std::string const& text) {
        if (!text.empty()) body[name] = text;
    };
    put("message", what.message);
    put("regenerate", what.regenerate);
    put("conversation_id", what.conversation_id);
    put("model", what.model);
    return json::serialize(body);
}

// Busy or on its way up: worth another attempt.
bool passes(int status) { return status == 429 || status == 502 || status == 503 || status == 504; }

}  // namespace

void chat_client::show_key(net::headers& fields) const {
    if (!api_key_.empty()) fields.add("Authorization", "Bearer " + api_key_);
}

net::client_request chat_client::stream_request(question const& what, std::string const& key,
                                                answer_view const& view) const {
    net::client_request out;
    out.silence_timeout = 45s;   // a comment comes every 15 s
    out.total_timeout = 24h;
    out.fields = {{"Accept", "text/event-stream"}};
    show_key(out.fields);
    if (view.turn_id().empty()) {
        // Asked again under the same key, the server goes on with the same turn.
        out.method = "POST";
        out.url = server_ + "/api/v1/chat/stream";
        out.fields.add("Content-Type", "application/json");
        out.fields.add("Idempotency-Key", "\"" + key + "\"");
        out.body = question_body(what);
    } else {
        out.url = server_ + "/api/v1/chat/streams/" + view.turn_id();
        out.fields.add("Last-Event-ID", view.last_event_id());
    }
    return out;
}

core::task<core::result<void>> chat_client::ask(question what, answer_view& view,
                                                std::function<void(view_action const&)> act) {
    auto const key = core::random_secret(18);
    auto pause = pace_.first_pause;
    auto give_up = steady_clock::now() + pace_.patience;
    bool reached = false;
    bool told = false;
    for (;;) {
        auto const before = view.last_event_id();
        auto const attempted = co_await attempt(what, key, view, act, reached);
        if (!attempted || view.ended()) co_return attempted;
        if (view.last_event_id() != before) {
            pause = pace_.first_pause;
            give_up = steady_clock::now() + pace_.patience;
            told = false;
        }
        if (steady_clock::now() > give_up)
            co_return core::error{core::errc::unavailable,
                                  fmt::format("The connection was lost, and {} did not come back.", server_)};
        if (!std::exchange(told, true)) act(show_note{"the connection was lost; resuming"});
        co_await sleep(pause);
        pause = std::min(pause * 2, pace_.last_pause);
    }
}

// One connection: what it brings is in `view`. Fails when another attempt is of no use.
core::task<core::result<void>> chat_client::attempt(question const& what, std::string const& key, answer_view& view,
                                                    std::function<void(view_action const&)> const& act, bool& reached) {
    auto opened = co_await http_.open(stream_request(what, key, view));
    if (!opened && !reached) co_return core::error{core::errc::unavailable, opened.error().message};
    if (!opened) co_return core::result<void>();

    auto const reply = std::move(*opened);
    if (reply->status() == 200) {
        reached = true;
        co_return co_await follow(*reply, view, act);
    }
    if (reached && passes(reply->status())) co_return core::result<void>();
    co_return refusal(reply->status(), co_await read_all(*reply));
}

// Takes events until the answer or the connection ends. Only nonsense is a failure.
core::task<core::result<void>> chat_client::follow(net::client_response& reply, answer_view& view,
                                                   std::function<void(view_action const&)> const& act) {
    llm::sse_parser parser;
    while (!view.ended()) {
        auto piece = co_await reply.read_some();
        if (!piece || piece->empty()) co_return core::result<void>();
        parser.feed(*piece);
        while (auto const event = parser.next())
            for (auto const& action : view.on_event(*event)) act(action);
        if (parser.failed())
            co_return core::error{core::errc::upstream_failed, "The server sent what is no event stream."};
    }
    co_return core::result<void>();
}

core::task<core::result<std::string>> chat_client::call(char const* method, std::string path, std::string body) {
    net::client_request request;
    request.method = method;
    request.url = server_ + "/api/v1" + path;
    request.total_timeout = 30s;
    if (!body.empty()) request.fields = {{"Content-Type", "application/json"}};
    show_key(request.fields);
    request.body = std::move(body);
    auto reply = co_await fetch(http_, std::move(request));
    if (!reply) co_return reply.error();
    if (reply->status >= 400) co_return refusal(reply->status, reply->body);
    co_return std::move(reply->body);
}

core::task<core::result<void>> chat_client::cancel(std::string turn_id) {
    auto const reply = co_await call("POST", "/chat/streams/" + turn_id + "/cancel", {});
    if (!reply) co_return reply.error();
    co_return core::result<void>();
}

core::task<core::result<std::vector<api::conversation_item>>> chat_client::conversations() {
    auto const reply = co_await call("GET", "/conversations?limit=20", {});
    if (!reply) co_return reply.error();
    api::conversation_list_reply list;
    auto const read = core::read_json(*reply, list, core::unknown::ignore);
    if (!read) co_return read.error();
    co_return std::move(list.conversations);
}

core::task<core::result<void>> chat_client::rename(std::string conversation_id, std::string title) {
    auto const body = json::serialize(json::object{{"title", title}});
    auto const reply = co_await call("PATCH", "/conversations/" + conversation_id, body);
    if (!reply) co_return reply.error();
    co_return core::result<void>();
}

}  // namespace cli
