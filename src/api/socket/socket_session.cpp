#include "api/socket/socket_session.hpp"

#include "api/call.hpp"
#include "api/native/chat_intake.hpp"
#include "api/native/prompts.hpp"
#include "api/native/event_data.hpp"
#include "api/rate_check.hpp"
#include "api/socket/outbox.hpp"
#include "api/socket/presence.hpp"
#include "api/socket/socket_types.hpp"
#include "api/turn_access.hpp"
#include "chat/reach.hpp"
#include "core/async.hpp"
#include "store/repositories/turns.hpp"
#include "turn/payloads.hpp"

#include <boost/asio/cancellation_state.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <map>
#include <set>

namespace api {

namespace json = boost::json;

namespace {

json::object error_object(core::error const& what, std::string const& request_id) {
    json::array details;
    for (auto const& each : what.details) details.push_back({{"field", each.field}, {"problem", each.problem}});
    json::value more = std::move(details);
    if (what.retry_after_s)
        more = json::object{{"retry_after", *what.retry_after_s},
                            {"limit", what.limit ? json::value(*what.limit) : json::value()}};
    return {{"code", turn::public_code(what.code)},
            {"message", what.message},
            {"details", std::move(more)},
            {"retryable", what.retryable || what.code == core::errc::unavailable},
            {"request_id", request_id}};
}

// One page's connection: reads its messages in turn, follows its turns side by side, and sends through one outbox.
class socket_session {
public:
    socket_session(call& c, net::websocket& socket, core::asio::any_io_executor loop)
        : call_(c), socket_(socket), group_(loop), out_(loop, socket),
          visitor_(c.use.viewers, loop, [this](std::string const& message) { out_.offer(message); }) {
        auto tell = [this](chat::change const& what) {
            out_.offer(json::serialize(json::object{
                {"type", "conversation"}, {"id", what.conversation_id}, {"change", chat::to_string(what.kind)}}));
        };
        c.when_access_ends = [this] { end(); };
        c.when_access_changes = [this] {
            for (auto* each : readers_) each->look_up();
        };
        changes_ = c.use.changes.subscribe(loop, c.who.user_id, std::move(tell));
    }

    ~socket_session() {
        call_.when_access_ends = nullptr;
        call_.when_access_changes = nullptr;
    }

    // Returns when the socket is closed and nothing runs for it any more. The server ends it by closing the connection.
    core::task<> run() {
        co_await core::asio::this_coro::reset_cancellation_state(core::asio::disable_cancellation());
        core::spawn(group_, "socket send", [this] { return out_.run(); });
        core::spawn(group_, "socket receive", [this] { return receive(); });
        co_await group_.wait();
    }

private:
    core::task<> receive() {
        stop_all const at_the_end{*this};
        while (auto const message = co_await socket_.receive())
            if (!ended_) co_await take(message->data);
    }

    // Access has become less or other: nothing is sent or done any more, and the page may come again.
    void end() {
        if (std::exchange(ended_, true)) return;
        out_.close();
        core::spawn(group_, "socket close", [this] { return socket_.close(1008, "Your access has changed."); });
    }

    // However receiving ends, everything ends with it.
    struct stop_all {
        socket_session& session;
        ~stop_all() {
            session.out_.close();
            session.group_.cancel();
        }
    };

    core::task<> take(std::string const& text) {
        socket_message message;
        auto const read = core::read_json(text, message);
        if (!read) {
            co_await fail({{"ref", nullptr}}, read.error());
        } else if (message.type == "subscribe") {
            subscribe(message.turn_id, static_cast<std::uint64_t>(message.after));
        } else if (message.type == "unsubscribe") {
            followed_.erase(message.turn_id);  // its follower sees that it is not wanted any more
        } else if (message.type == "send") {
            core::spawn(group_, "socket turn", [this, message] { return send(message); });
        } else if (message.type == "cancel") {
            auto const cancelled = co_await call_.use.turns.cancel(call_.who, message.turn_id);
            if (!cancelled) co_await fail({{"turn_id", message.turn_id}}, cancelled.error());
        } else if (message.type == "watch") {
            auto const found = co_await call_.use.conversations.get(call_.who, message.conversation_id);
            if (found) visitor_.watch(message.conversation_id);
        } else if (message.type == "unwatch") {
            visitor_.unwatch(message.conversation_id);
        } else if (message.type == "typing") {
            visitor_.typing(message.conversation_id);
        } else {
            co_await out_.put(R"({"type":"pong"})");
        }
    }

    core::task<> fail(json::object about, core::error const& what) {
        about["type"] = "failed";
        about["error"] = error_object(what, call_.request.id);
        co_await out_.put(json::serialize(about));
    }

    core::task<> send(socket_message message) {
        chat_request body;
        auto const read = message.request
                              ? core::read_json_value(json::value(*message.request), body)
                              : core::result<void>(core::error{
                                    core::errc::invalid_input, "request is missing.", {{"/request", "is required"}}});
        if (!read) co_return co_await fail({{"ref", message.ref}}, read.error());
        auto request = to_turn_request(call_.who, body);
        if (!request) co_return co_await fail({{"ref", message.ref}}, request.error());
        co_await choose_prompt(call_.use, std::move(body.prompt), *request);
        if (auto const rate = check_model_call_rate(call_.use, call_.who); !rate)
            co_return co_await fail({{"ref", message.ref}}, rate.error());
        if (!message.idempotency_key.empty())
            request->once = turn::idempotency{"/api/v1/ws", message.idempotency_key,
                                              body_digest(json::serialize(*message.request))};
        auto const turn = co_await call_.use.turns.start(std::move(*request));
        if (!turn) co_return co_await fail({{"ref", message.ref}}, turn.error());
        co_await out_.put(json::serialize(json::object{{"type", "sent"},
                                                       {"ref", message.ref},
                                                       {"turn_id", turn->ids.turn},
                                                       {"conversation_id", turn->ids.conversation},
                                                       {"user_message_id", turn->ids.user_message},
                                                       {"message_id", turn->ids.message}}));
        subscribe(turn->ids.turn, 0);
    }

    void subscribe(std::string turn_id, std::uint64_t after) {
        constexpr std::size_t followers_max = 200;
        if (group_.size() > followers_max) return;
        auto const id = ++last_follower_;
        followed_[turn_id] = id;
        core::spawn(group_, "socket follow",
                    [this, turn_id = std::move(turn_id), after, id] { return follow(turn_id, after, id); });
    }

    core::task<core::result<std::unique_ptr<store::turn_reader>>> open_reader(std::string const& turn_id,
                                                                              std::uint64_t after) {
        auto work = [&](store::connection& db) -> core::result<void> {
            auto const found = chat::reach_turn(db, call_.who, turn_id);
            return found ? core::result<void>() : found.error();
        };
        auto const mine = co_await call_.use.db.read(std::move(work));
        if (!mine) co_return mine.error();
        auto reader = co_await call_.use.log.read(turn_id, after);
        if (!reader && reader.error().code == core::errc::not_found)
            co_return core::error{core::errc::expired, "This stream has expired; its stored answer is kept."};
        co_return reader;
    }

    struct present {
        present(std::set<store::turn_reader*>& among, store::turn_reader* one) : all(among), reader(one) {
            all.insert(reader);
        }
        present(present const&) = delete;
        ~present() { all.erase(reader); }

        std::set<store::turn_reader*>& all;
        store::turn_reader* reader;
    };

    core::task<> follow(std::string turn_id, std::uint64_t after, std::uint64_t id) {
        auto const wanted = [&] {
            auto const current = followed_.find(turn_id);
            return current != followed_.end() && current->second == id;
        };
        turn_access access(call_, turn_id);
        auto const reader = co_await open_reader(turn_id, after);
        if (!reader) {
            if (wanted()) followed_.erase(turn_id);
            co_return co_await fail({{"turn_id", turn_id}}, reader.error());
        }
        present const here(readers_, reader->get());
        while (wanted() && !(*reader)->ended()) {
            auto const events = co_await (*reader)->next(std::chrono::seconds(15));
            if (!co_await access.holds()) {
                if (wanted()) followed_.erase(turn_id);
                co_return co_await fail({{"turn_id", turn_id}}, {core::errc::not_found, "There is no such turn."});
            }
            for (auto const& event : events) {
                if (!wanted() || !co_await out_.put(event_message(turn_id, event))) co_return;
            }
        }
        if (wanted()) followed_.erase(turn_id);
    }

    static std::string event_message(std::string const& turn_id, store::turn_event const& event) {
        std::string out = R"({"type":"event","turn_id":")" + turn_id + R"(","sequence":)" +
                          std::to_string(event.sequence) + R"(,"event":")" + store::to_string(event.kind) +
                          R"(","data":)";
        append_event_data(out, event);
        out += '}';
        return out;
    }

    call& call_;
    net::websocket& socket_;
    core::task_group group_;
    outbox out_;
    presence::visitor visitor_;
    chat::changes::subscription changes_;
    bool ended_ = false;
    std::uint64_t last_follower_ = 0;
    std::map<std::string, std::uint64_t> followed_;  // turn -> its current follower, while there is one
    std::set<store::turn_reader*> readers_;  // that may be waiting
};

}  // namespace

core::task<> open_socket(call& c) {
    auto const socket = co_await c.exchange.upgrade();
    if (!socket) co_return;
    socket_session session(c, *socket, co_await core::asio::this_coro::executor);
    co_await session.run();
}

}  // namespace api
