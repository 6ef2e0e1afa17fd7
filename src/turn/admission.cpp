#include "turn/admission.hpp"

#include "chat/reach.hpp"
#include "core/id.hpp"
#include "core/json_read.hpp"
#include "core/json_write.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/idempotency.hpp"
#include "store/repositories/messages.hpp"
#include "store/repositories/turns.hpp"
#include "turn/graft.hpp"

#include <fmt/format.h>

namespace turn {

namespace {

using store::connection;

core::error no_message() { return {core::errc::not_found, "There is no such message in this conversation."}; }

// The turn that an earlier, equal request began.
core::result<admitted_turn> earlier_turn(connection& db, turn_request const& request, std::string const& turn_id) {
    auto const row = store::turns::find(db, turn_id, request.who.user_id);
    if (!row) return core::error{core::errc::not_found, "The turn of this Idempotency-Key is gone."};
    admitted_turn out{.ids = {row->id, row->conversation_id, row->user_message_id, row->message_id}};
    out.replayed = true;
    out.unfinished = row->state == store::turn_state::running;
    return out;
}

core::result<store::conversation_row> reached(connection& db, turn_request const& request, std::string const& id) {
    auto found = chat::reach(db, request.who, id, store::share::write);
    // A caller that names its conversations goes on with one that it had deleted, too.
    if (!found && !request.else_conversation_id.empty() && store::conversations::restore(db, id, request.who.user_id))
        found = chat::reach(db, request.who, id, store::share::write);
    if (!found) return found.error();
    return std::move(found->row);
}

core::result<store::conversation_row> conversation_of(connection& db, turn_request const& request,
                                                      core::timestamp now) {
    auto const& named = request.conversation_id;
    auto const& otherwise = request.else_conversation_id;
    if (!named.empty()) {
        auto found = reached(db, request, named);
        if (found || otherwise.empty() || found.error().code == core::errc::forbidden) return found;
    }
    if (otherwise != named)
        if (auto found = reached(db, request, otherwise)) return found;
    auto const id = otherwise.empty() ? core::new_id(now) : otherwise;
    store::conversation_row row{.id = id, .user_id = request.who.user_id};
    row.system_prompt = instructions_of(request.prompt);
    row.model = request.options.model;
    if (request.options.system_prompt) row.system_prompt = *request.options.system_prompt;
    row.created_at = row.updated_at = now;
    store::conversations::insert(db, row);
    return row;
}

// The message that the new question stands under; empty: the first.
core::result<std::string> parent_of(connection& db, turn_request const& request,
                                    store::conversation_row const& conversation) {
    if (!request.replaces.empty()) {
        auto const question = store::messages::find(db, request.replaces, conversation.user_id);
        if (!question || question->conversation_id != conversation.id || question->role != "user") return no_message();
        return question->parent_id;
    }
    if (!request.parent_id) {
        // What has no message has no turn.
        if (!conversation.head_message_id.empty() && !chat::active_turn(db, conversation).empty())
            return core::error{core::errc::conflict, "An answer is still being written in this conversation. Wait for "
                                                     "it, cancel it, or name the parent_id to branch off."};
        return conversation.head_message_id;
    }
    if (request.parent_id->empty()) return std::string();
    auto const parent = store::messages::find(db, *request.parent_id, conversation.user_id);
    if (!parent || parent->conversation_id != conversation.id) return no_message();
    return parent->id;
}

// The question of an answer that is to be made again.
core::result<std::string> question_of(connection& db, turn_request const& request,
                                      store::conversation_row const& conversation) {
    auto const answer = store::messages::find(db, request.regenerate, conversation.user_id);
    if (!answer || answer->conversation_id != request.conversation_id) return no_message();
    if (answer->role == "user") return answer->id;
    if (answer->parent_id.empty())
        return core::error{core::errc::invalid_input,
                           "This answer has no question: nothing to regenerate it from.",
                           {{"/regenerate", "names an answer without a question"}}};
    return answer->parent_id;
}

core::result<std::string> store_question(connection& db, turn_request const& request,
                                         store::conversation_row const& conversation, std::string const& turn_id,
                                         core::timestamp now) {
    auto const parent = parent_of(db, request, conversation);
    if (!parent) return parent.error();
    store::message_row row{.id = core::new_id(now),
                           .conversation_id = conversation.id,
                           .parent_id = *parent,
                           .turn_id = turn_id,
                           .role = "user",
                           .content = request.message};
    row.token_count = request.message_tokens;
    row.created_at = now;
    store::messages::insert(db, row);
    return row.id;
}

core::result<grafted> begin_branch(connection& db, turn_request const& request,
                                   store::conversation_row const& conversation, std::string const& turn_id,
                                   core::timestamp now) {
    if (!request.prompt.empty()) return graft(db, request, conversation, turn_id, now);
    bool const again = !request.regenerate.empty();
    auto question =
        again ? question_of(db, request, conversation) : store_question(db, request, conversation, turn_id, now);
    if (!question) return question.error();
    return grafted{std::move(*question), again ? 0 : 1};
}

// The system prompt that was chosen for one answer, where that is made again or its question is replaced.
std::optional<std::string> earlier_prompt(connection& db, turn_request const& request,
                                          store::conversation_row const& conversation) {
    auto const& id = request.regenerate.empty() ? request.replaces : request.regenerate;
    if (id.empty()) return std::nullopt;
    auto const message = store::messages::find(db, id, conversation.user_id);
    auto const turn = message ? store::turns::find_for_engine(db, message->turn_id) : std::nullopt;
    turn_options options;
    if (!turn || !core::read_json(turn->request, options, core::unknown::ignore)) return std::nullopt;
    return std::move(options.system_prompt);
}

}  // namespace

core::error too_many_turns(std::int64_t running, std::int64_t running_max) {
    core::error refusal{core::errc::rate_limited,
                        fmt::format("{} answers are being written for you already. Wait for one to end.", running)};
    refusal.retry_after_s = 1;
    refusal.limit = static_cast<double>(running_max);
    return refusal;
}

core::result<admitted_turn> admit(store::connection& db, turn_request const& request, admission_limits const& limits,
                                  core::timestamp now) {
    std::optional<store::idempotency_key> key;
    if (request.once) {
        key = {request.who.user_id, request.once->route, request.once->key};
        auto const claim = store::idempotency::claim(db, *key, request.once->body_hash, now, limits.keys_kept);
        if (claim.outcome == store::claim_outcome::mismatch)
            return core::error{core::errc::idempotency_mismatch,
                               "This Idempotency-Key was used with another request body. Use a new key."};
        if (claim.outcome == store::claim_outcome::replay) return earlier_turn(db, request, claim.reply.turn_id);
    }

    if (request.refusal) return *request.refusal;
    if (limits.refusal) return *limits.refusal;
    auto const running = store::turns::running_count(db, request.who.user_id, limits.running_max);
    if (running >= limits.running_max) return too_many_turns(running, limits.running_max);

    auto const conversation = conversation_of(db, request, now);
    if (!conversation) return conversation.error();
    admitted_turn out;
    out.ids = {core::new_id(now), conversation->id, {}, core::new_id(now)};
    auto const begun = begin_branch(db, request, *conversation, out.ids.turn, now);
    if (!begun) return begun.error();
    out.ids.user_message = begun->question;
    out.new_conversation =
        request.conversation_id.empty() || (!request.else_conversation_id.empty() && conversation->message_count == 0);
    out.first_message = conversation->head_message_id.empty();
    out.wants_title = conversation->titled == store::title_source::none && conversation->user_id == request.who.user_id;
    out.shared = conversation->shared;
    out.model = request.options.model.empty() ? conversation->model : request.options.model;
    auto options = request.options;
    options.model = out.model;
    if (!options.system_prompt) options.system_prompt = earlier_prompt(db, request, *conversation);
    if (out.new_conversation) options.system_prompt.reset();   // it is the conversation's now
    out.system_prompt = options.system_prompt.value_or(conversation->system_prompt);
    store::turn_row row{.id = out.ids.turn,
                        .user_id = request.who.user_id,
                        .conversation_id = conversation->id,
                        .user_message_id = out.ids.user_message,
                        .message_id = out.ids.message};
    row.request = core::write_json(options);
    row.principal = core::write_json(request.who);
    row.created_at = now;
    store::turns::insert(db, row);
    store::conversations::touch(db, conversation->id,
                                {.head_message_id = out.ids.user_message, .messages = begun->messages}, now);
    if (key) store::idempotency::complete(db, *key, {.turn_id = out.ids.turn});
    return out;
}

}  // namespace turn
