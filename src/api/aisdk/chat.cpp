#include "api/aisdk/chat.hpp"

#include "api/aisdk/chat_types.hpp"
#include "api/aisdk/prompt.hpp"
#include "api/aisdk/ui_stream.hpp"
#include "chat/reach.hpp"
#include "core/digest.hpp"
#include "core/id.hpp"

namespace api::aisdk {

namespace {

// The conversation of a chat that a page made up an id for, which is the caller's alone. An id that names a
// conversation of ours which they reach stands for that; any other, somebody else's included, is made up.
std::string own_conversation_of(call const& c, std::string const& chat_id) {
    auto hex = core::sha256_hex("aisdk " + c.who.user_id + " " + chat_id).substr(0, 32);
    hex[12] = '8';   // a UUID of one's own making (RFC 9562, 5.8)
    hex[16] = 'a';
    for (auto const at : {8, 13, 18, 23}) hex.insert(static_cast<std::size_t>(at), 1, '-');
    return hex;
}

core::result<dropin_request> to_request(call const& c, chat_request const& from) {
    body_problems problems;
    dropin_request out;
    out.prompt = read_messages(from.messages, problems);
    if (problems.any()) return problems.first();
    out.options.model = from.model.value_or("");
    out.options.models = from.models.value_or(std::vector<std::string>());
    out.options.temperature = from.temperature;
    out.options.max_tokens = from.max_tokens;
    out.keep = true;
    out.else_conversation_id = own_conversation_of(c, from.id);
    out.conversation_id = core::is_id(from.id) ? from.id : out.else_conversation_id;
    return out;
}

// The turn that is being answered in a chat, if any.
core::task<core::result<store::turn_row>> active_turn(call& c, std::string const& chat_id) {
    auto work = [&](store::connection& db) -> core::result<store::turn_row> {
        auto found = chat::reach(db, c.who, chat_id);
        if (!found) found = chat::reach(db, c.who, own_conversation_of(c, chat_id));
        if (!found) return found.error();
        auto const id = chat::active_turn(db, found->row);
        if (id.empty()) return chat::conversation_not_found();
        return chat::reach_turn(db, c.who, id);
    };
    co_return co_await c.use.db.read(std::move(work));
}

}  // namespace

core::task<> post_chat(call& c) {
    auto body = dropin_body_of<chat_request>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    auto request = to_request(c, *body);
    if (!request) co_return co_await reply_error(c, request.error());
    auto const turn = co_await begin_answer(c, std::move(*request));
    if (!turn) co_return co_await reply_error(c, turn.error());
    ui_encoder encoder((*turn)->ids().message);
    co_await stream_answer(c, **turn, encoder, ui_stream_fields());
}

core::task<> resume_chat(call& c) {
    auto const turn = co_await active_turn(c, c.parameter(0));
    if (!turn) co_return co_await reply_empty(c, 204);   // nothing to resume, whatever the reason
    auto reader = co_await c.use.log.read(turn->id, 0);
    if (!reader) co_return co_await reply_empty(c, 204);
    answering running(c, {turn->id, turn->conversation_id, turn->user_message_id, turn->message_id}, std::move(*reader),
                      true);
    ui_encoder encoder(turn->message_id);
    co_await stream_answer(c, running, encoder, ui_stream_fields());
}

}  // namespace api::aisdk
