#include "api/native/chat.hpp"

#include "api/errors.hpp"
#include "api/native/chat_intake.hpp"
#include "api/native/event_data.hpp"
#include "api/native/views.hpp"
#include "api/turn_access.hpp"
#include "chat/reach.hpp"
#include "net/sse.hpp"
#include "store/repositories/messages.hpp"
#include "store/repositories/turns.hpp"

#include <charconv>

namespace api {

using store::connection;

namespace {

core::task<core::result<turn::turn_request>> intake(call const& c) {
    auto const body = body_of<chat_request>(c);
    if (!body) co_return body.error();
    co_return co_await turn_request_of(c, *body);
}

// The event that the reader saw last: Last-Event-ID, or ?after=.
core::result<std::uint64_t> last_seen(call const& c) {
    auto const query = query_of<resume_query>(c);
    if (!query) return query.error();
    auto const* header = c.request.fields.find("Last-Event-ID");
    if (!header || header->empty()) return static_cast<std::uint64_t>(query->after.value_or(0));
    std::uint64_t sequence = 0;
    auto const* const end = header->data() + header->size();
    auto const [parsed, failed] = std::from_chars(header->data(), end, sequence);
    if (failed != std::errc() || parsed != end || sequence > (1ULL << 53))
        return core::error{core::errc::invalid_input,
                           "Last-Event-ID must be the id of an event of this stream.",
                           {{"Last-Event-ID", "must be a sequence number, 0 or more"}}};
    return sequence;
}

// A reader that waits for events looks up when its caller's access has changed: it may be over.
class looking_up {
public:
    looking_up(call& c, store::turn_reader& reader) : call_(c) {
        c.when_access_changes = [&reader] { reader.look_up(); };
    }
    looking_up(looking_up const&) = delete;
    ~looking_up() { call_.when_access_changes = nullptr; }

private:
    call& call_;
};

// Sends the log from the reader's cursor to its end, whatever the pace of the turn or of the client.
core::task<> send_events(call& c, store::turn_reader& reader, turn::turn_ids const& ids, turn_access access) {
    auto head = net::event_stream_head();
    head.fields.add("X-Turn-Id", ids.turn);
    head.fields.add("X-Conversation-Id", ids.conversation);
    head.fields.add("X-Message-Id", ids.message);
    net::sse_writer out(co_await c.exchange.stream(std::move(head)));
    looking_up const at_once(c, reader);
    co_await out.write({});   // whoever loses the connection from here on knows the turn, and can ask for it
    for (;;) {
        auto const events = co_await reader.next(c.use.settings.chat.stream_heartbeat);
        if (!co_await access.holds()) co_return;   // cut, without an end
        std::string bytes;
        for (auto const& event : events) append_native_event(bytes, event);
        if (reader.ended()) co_return co_await out.finish(std::move(bytes));
        if (bytes.empty()) net::append_comment(bytes, "waiting");
        co_await out.write(std::move(bytes));
    }
}

// A coroutine of its own, so that the request's memory is free again while its answer streams, perhaps for minutes.
core::task<core::result<turn::admitted_turn>> begin_turn(call& c) {
    auto request = co_await intake(c);
    if (!request) co_return request.error();
    co_return co_await c.use.turns.start(std::move(*request));
}

core::task<core::result<store::turn_row>> reachable_turn(call& c, std::string const& id) {
    auto work = [&](connection& db) { return chat::reach_turn(db, c.who, id); };
    co_return co_await c.use.db.read(std::move(work));
}

// A log that is no longer kept: the answer itself is, and here is where.
core::task<> reply_expired(call& c, store::turn_row const& turn) {
    auto const where = "/api/v1/messages/" + turn.message_id;
    core::error gone{core::errc::expired,
                     "This stream has expired. Its stored answer is at " + where + ".",
                     {{"message_id", turn.message_id}}};
    auto reply = error_response(gone, c.request);
    reply.fields.add("Location", where);
    co_await c.exchange.reply(std::move(reply));
}

core::task<> reply_answer(call& c, turn::turn_ids const& ids) {
    auto found = co_await c.use.conversations.message(c.who, ids.message);
    if (!found) co_return co_await reply_error(c, found.error());
    if (auto const failure = stored_failure(*found)) co_return co_await reply_error(c, *failure);
    co_await reply_with(c, 200, chat_view(*found));
}

}  // namespace

core::task<> post_chat(call& c) {
    auto const body = body_of<chat_request>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    auto request = co_await turn_request_of(c, *body);
    if (!request) co_return co_await reply_error(c, request.error());
    auto const turn = co_await c.use.turns.start(std::move(*request));
    if (!turn) co_return co_await reply_error(c, turn.error());

    if (body->async.value_or(false))
        co_return co_await reply_with(c, 202, turn_accepted{turn->ids.turn, "/api/v1/turns/" + turn->ids.turn});
    auto const reader = co_await c.use.log.read(turn->ids.turn, 0);
    if (reader) co_await (*reader)->wait_for_end();
    co_await reply_answer(c, turn->ids);
}

core::task<> post_chat_stream(call& c) {
    auto const turn = co_await begin_turn(c);
    if (!turn) co_return co_await reply_error(c, turn.error());
    auto const reader = co_await c.use.log.read(turn->ids.turn, 0);
    if (!reader) co_return co_await reply_error(c, reader.error());
    co_await send_events(c, **reader, turn->ids, turn_access(c, turn->ids.turn));
}

core::task<> get_chat_stream(call& c) {
    auto const after = last_seen(c);
    if (!after) co_return co_await reply_error(c, after.error());
    turn_access access(c, c.parameter(0));
    auto const turn = co_await reachable_turn(c, c.parameter(0));
    if (!turn) co_return co_await reply_error(c, turn.error());
    auto const reader = co_await c.use.log.read(turn->id, *after);
    if (!reader && reader.error().code == core::errc::not_found) co_return co_await reply_expired(c, *turn);
    if (!reader) co_return co_await reply_error(c, reader.error());
    turn::turn_ids const ids{turn->id, turn->conversation_id, turn->user_message_id, turn->message_id};
    co_await send_events(c, **reader, ids, std::move(access));
}

core::task<> cancel_chat_stream(call& c) {
    auto const cancelled = co_await c.use.turns.cancel(c.who, c.parameter(0));
    if (!cancelled) co_return co_await reply_error(c, cancelled.error());
    // Wait for the end, so that whoever cancels sees what was kept.
    if (auto const reader = co_await c.use.log.read(c.parameter(0), 0)) co_await (*reader)->wait_for_end();
    co_await get_turn(c);
}

core::task<> get_turn(call& c) {
    auto const turn = co_await reachable_turn(c, c.parameter(0));
    if (!turn) co_return co_await reply_error(c, turn.error());
    co_await reply_with(c, 200, turn_view_of(*turn));
}

}  // namespace api
