#include "api/dropin/answer_stream.hpp"

#include <algorithm>

namespace api {

using namespace std::chrono_literals;
using store::event_kind;

namespace {

bool says_something(std::vector<store::turn_event> const& events) {
    return std::ranges::any_of(events, [](auto const& e) {
        return e.kind != event_kind::start && e.kind != event_kind::status;
    });
}

// The failure that all that came amounts to.
std::optional<core::error> failure_in(std::vector<store::turn_event> const& events) {
    for (auto const& each : events) {
        if (each.kind != event_kind::error) continue;
        whole_answer answer;
        answer.add(each);
        return answer.failure();
    }
    return std::nullopt;
}

// Waits until there is something to begin the reply with. `events` gets all that came.
core::task<> wait_for_words(answering& turn, std::vector<store::turn_event>& events) {
    auto const until = std::chrono::steady_clock::now() + 10s;
    while (!turn.over() && !says_something(events)) {
        auto const left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        if (left <= 0ms) co_return;
        std::ranges::move(co_await turn.next(left), std::back_inserter(events));
    }
}

bool only_fails(std::vector<store::turn_event> const& events) {
    return std::ranges::all_of(events, [](auto const& e) {
        return e.kind == event_kind::start || e.kind == event_kind::status || e.kind == event_kind::usage ||
               e.kind == event_kind::error;
    });
}

net::response head_of(answering const& turn, net::headers more) {
    auto head = net::event_stream_head();
    for (auto& each : more) head.fields.set(each.name, each.value);
    turn.add_ids(head.fields);
    return head;
}

// Ends a call whose client has gone before anything was sent, with a status that no server sends: what the log and the
// metrics say.
core::task<> reply_to_nobody(call& c) { co_await c.exchange.reply({.status = 499}); }

}  // namespace

core::error begun_anew() {
    core::error out{core::errc::upstream_failed, "The answer had to be begun anew; ask again."};
    out.retryable = true;
    return out;
}

core::task<> stream_answer(call& c, answering& turn, answer_encoder& as, net::headers more) {
    std::vector<store::turn_event> events;
    co_await wait_for_words(turn, events);
    // The usage comes a moment before the error that it belongs to.
    while (!turn.over() && says_something(events) && only_fails(events))
        std::ranges::move(co_await turn.next(1s), std::back_inserter(events));
    if (turn.lost()) co_return co_await reply_to_nobody(c);
    if (auto const failure = failure_in(events); failure && only_fails(events))
        co_return co_await reply_error(c, *failure);

    net::sse_writer out(co_await c.exchange.stream(head_of(turn, std::move(more))));
    for (;;) {
        std::string bytes;
        for (auto const& event : events) as.add(bytes, event);
        if (turn.over() || as.ended()) co_return co_await out.finish(std::move(bytes));
        if (bytes.empty() && events.empty()) as.add_sign_of_life(bytes);
        if (!bytes.empty()) co_await out.write(std::move(bytes));
        events = co_await turn.next(c.use.settings.chat.stream_heartbeat);
        if (turn.lost()) co_return;   // cut, without an end
    }
}

core::task<std::optional<whole_answer>> collect_answer(call& c, answering& turn) {
    whole_answer out;
    while (!turn.over())
        for (auto const& event : co_await turn.next(c.use.settings.chat.stream_heartbeat)) out.add(event);
    if (turn.lost()) co_return std::nullopt;
    co_return out;
}

core::task<> send_whole_answer(call& c, answering& turn, std::function<std::string(whole_answer const&)> body) {
    auto const answer = co_await collect_answer(c, turn);
    if (!answer) co_return co_await reply_to_nobody(c);
    if (answer->failure()) co_return co_await reply_error(c, *answer->failure());
    turn.add_ids(c.more_fields);
    co_await reply_json(c, 200, body(*answer));
}

}  // namespace api
