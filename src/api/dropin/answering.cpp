#include "api/dropin/answering.hpp"

#include <algorithm>

namespace api {

using namespace std::chrono_literals;

answering::answering(call& c, turn::turn_ids ids, std::unique_ptr<store::turn_reader> reader, bool kept)
    : call_(c), ids_(std::move(ids)), reader_(std::move(reader)) {
    if (kept) access_.emplace(c, ids_.turn);
}

answering::~answering() {
    if (!access_ && !reader_->ended()) call_.use.turns.stop_unkept(ids_.turn);
}

namespace {

// At the client of what is not kept, whether it is there: so upstream hears within 100 ms that it is not.
constexpr auto look_every = 50ms;

}  // namespace

core::task<std::vector<store::turn_event>> answering::next(std::chrono::milliseconds patience) {
    auto const until = std::chrono::steady_clock::now() + patience;
    for (;;) {
        auto const left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        auto const wait = access_ ? left : std::min<std::chrono::milliseconds>(left, look_every);
        auto events = co_await reader_->next(std::max(wait, 0ms));
        lost_ = !co_await still_there();
        if (lost_) co_return std::vector<store::turn_event>();
        if (!events.empty() || reader_->ended() || left <= wait) co_return events;
    }
}

core::task<bool> answering::still_there() {
    if (access_) co_return co_await access_->holds();
    auto const now = std::chrono::steady_clock::now();
    if (now - looked_ < look_every) co_return true;
    looked_ = now;
    co_return !call_.exchange.client_is_gone();
}

void answering::add_ids(net::headers& to) const {
    if (!access_) return;
    to.add("X-Turn-Id", ids_.turn);
    to.add("X-Conversation-Id", ids_.conversation);
    to.add("X-Message-Id", ids_.message);
}

namespace {

core::result<turn::turn_request> kept_request(call const& c, dropin_request& from) {
    auto const key = idempotency_key(c.request);
    if (!key) return key.error();
    turn::turn_request out{.who = c.who, .conversation_id = std::move(from.conversation_id)};
    out.else_conversation_id = std::move(from.else_conversation_id);
    out.prompt = std::move(from.prompt);
    out.options = std::move(from.options);
    if (*key) out.once = turn::idempotency{std::string(c.matched.path), **key, body_digest(c.request.body)};
    return out;
}

core::task<core::result<std::unique_ptr<answering>>> begin_kept(call& c, dropin_request request) {
    auto wanted = kept_request(c, request);
    if (!wanted) co_return wanted.error();
    auto const turn = co_await c.use.turns.start(std::move(*wanted));
    if (!turn) co_return turn.error();
    auto reader = co_await c.use.log.read(turn->ids.turn, 0);
    if (!reader) co_return reader.error();
    co_return std::make_unique<answering>(c, turn->ids, std::move(*reader), true);
}

}  // namespace

core::task<core::result<std::unique_ptr<answering>>> begin_answer(call& c, dropin_request request) {
    if (auto const* header = c.request.fields.find("X-Parlance-Conversation"); header && !header->empty()) {
        request.keep = true;
        if (*header != "new") request.conversation_id = *header;
    }
    if (request.keep) co_return co_await begin_kept(c, std::move(request));
    turn::turn_request wanted{.who = c.who};
    wanted.prompt = std::move(request.prompt);
    wanted.options = std::move(request.options);
    auto turn = co_await c.use.turns.start_unkept(std::move(wanted));
    if (!turn) co_return turn.error();
    co_return std::make_unique<answering>(c, std::move(turn->ids), std::move(turn->reader), false);
}

}  // namespace api
