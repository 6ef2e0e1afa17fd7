#include "turn/settlement.hpp"

#include "chat/title_job.hpp"
#include "core/id.hpp"
#include "core/json_write.hpp"
#include "identity/ledger/charged_usage.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/jobs.hpp"
#include "store/repositories/messages.hpp"
#include "store/repositories/turns.hpp"
#include "turn/stored_message.hpp"

namespace turn {

namespace {

store::message_row answer_row(running_turn const& turn, ending const& how, core::timestamp now) {
    auto const& result = turn.result;
    store::message_row row{.id = turn.ids.message,
                           .conversation_id = turn.ids.conversation,
                           .parent_id = turn.ids.user_message,
                           .turn_id = turn.ids.turn,
                           .role = "assistant",
                           .content = result.text,
                           .thinking = result.thinking};
    if (!result.tool_calls.empty()) row.tool_calls = calls_json(result.tool_calls);
    row.prompt_tokens = result.tokens.prompt_tokens;
    row.token_count = result.tokens.completion_tokens;
    row.model = result.model;
    row.provider = result.provider;
    row.finish_reason = llm::to_string(how.why);
    if (result.to_first_token) row.ttft_ms = result.to_first_token->count();
    row.duration_ms =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - turn.began).count();
    row.cost_nano_usd = llm::cost_of_answer(turn.charges);
    row.level = result.fell_back ? "degraded" : "full";
    if (how.failure) row.error = error_json(*how.failure);
    row.created_at = now;
    row.replay = result.kept.blocks;
    return row;
}

// A provider that does not let us in has failed: the caller's own credentials are not in question.
core::error for_the_caller(core::error what) {
    if (what.code == core::errc::unauthorized || what.code == core::errc::forbidden)
        what.code = core::errc::upstream_failed;
    return what;
}

}  // namespace

ending ending_of(running_turn const& turn) {
    if (turn.abandoned) {
        core::error e{core::errc::unavailable, "The server is shutting down; try again in a moment."};
        e.retryable = true;
        return {llm::finish_reason::error, std::move(e)};
    }
    if (turn.cancelled) return {llm::finish_reason::cancelled, {}};
    if (turn.result.failure) return {llm::finish_reason::error, for_the_caller(*turn.result.failure)};
    return {turn.result.finish.value_or(llm::finish_reason::stop), {}};
}

core::result<void> store_answer(store::connection& db, running_turn const& turn, ending const& how,
                                core::timestamp now) {
    // The calls were made, whatever becomes of the answer.
    identity::store_charges(db, {turn.who, turn.ids.conversation, turn.ids.turn}, turn.charges, now);
    store::turn_end end{.ended_at = now,
                        .finish_reason = llm::to_string(how.why),
                        .error_code = {},
                        .provider = turn.result.provider,
                        .model = turn.result.model};
    if (how.failure) end.error_code = public_code(how.failure->code);
    if (!store::turns::finish(db, turn.ids.turn, end)) return {};

    store::messages::insert(db, answer_row(turn, how, now));
    store::conversations::touch(db, turn.ids.conversation,
                                {.head_message_id = turn.ids.message,
                                 .messages = 1,
                                 .tokens = turn.result.tokens,
                                 .cost_nano_usd = llm::cost_of_answer(turn.charges)},
                                now);
    if (turn.wants_title) {
        chat::title_job const what{turn.ids.conversation, turn.who, turn.ids.user_message, turn.ids.message,
                                   turn.options.model};
        store::job_row job{.id = core::new_id(now), .kind = chat::title_job_kind, .payload = core::write_json(what)};
        job.run_at = job.created_at = now;
        job.attempts_max = 2;
        store::jobs::add(db, job);
    }
    return {};
}

}  // namespace turn
