// What the turn engine does with the turns of an earlier process.

#include "core/async.hpp"
#include "core/json_read.hpp"
#include "core/log.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/messages.hpp"
#include "store/repositories/users.hpp"
#include "turn/generation.hpp"
#include "turn/settlement.hpp"
#include "turn/turn_engine.hpp"

#include <boost/asio/post.hpp>

#include <set>
#include <utility>

namespace turn {

using store::connection;
using store::event_kind;

namespace {

// Starts `body` in a group of another loop.
template <class Body>
void spawn_in(core::task_group& group, Body body) {
    boost::asio::post(group.executor(),
                      [&group, body = std::move(body)]() mutable { core::spawn(group, "takeover", std::move(body)); });
}

}  // namespace

// The loops take these turns in order, so that they share the work.
core::task_group& turn_engine::next_group() { return *groups_[next_loop_++ % groups_.size()]; }

core::task<> turn_engine::take_over() {
    auto const unfinished = [](connection& db) -> core::result<std::vector<store::turn_row>> {
        return store::turns::running(db);
    };
    auto const rows = co_await db_.read(unfinished);
    if (!rows) {
        core::log(core::level::error, "turn", "unfinished turns can't be read: " + rows.error().message);
        co_return;
    }
    std::set<std::string> ids;
    for (auto const& row : *rows) {
        ids.insert(row.id);
        take_up(row);
    }
    // A log without a running turn: the answer was stored, and only its terminal event was lost.
    for (auto const& id : log_.live_turns())
        if (!ids.contains(id)) spawn_in(next_group(), [this, id] { return end_settled(id); });
    if (!rows->empty())
        core::log(core::level::info, "turn", "taking over unfinished turns",
                  {{"turns", static_cast<std::int64_t>(rows->size())}});
}

// From here on the turn can be read and cancelled, though it does not run yet.
void turn_engine::take_up(store::turn_row const& row) {
    turn_options options;
    core::principal who;
    auto const readable = core::read_json(row.request, options, core::unknown::ignore) &&
                          core::read_json(row.principal, who, core::unknown::ignore);
    std::erase_if(options.models, [&](std::string const& each) { return !may_use(who, each); });
    auto& group = next_group();
    auto turn =
        std::make_shared<running_turn>(turn_ids{row.id, row.conversation_id, row.user_message_id, row.message_id}, who,
                                       options, log_.resume(row.id), group.executor());
    turn->shared = true;   // perhaps: nothing is lost by looking
    running_.add(turn);
    spawn_in(group, [this, turn, row, readable] { return adopt(turn, row, readable); });
}

// What earlier attempts used, as their log shows it: their process charged nothing that would be left of it.
core::task<> turn_engine::charge_lost(running_turn& turn, generated lost) {
    if (lost.tokens == 0) co_return;
    auto const route = router_.resolve(turn.options.model);
    auto const as = route.reads;
    auto const prompt = co_await recall(db_, turn, config_.history, router_.counter(), as);
    llm::metered_call call{.who = turn.who,
                           .conversation_id = turn.ids.conversation,
                           .provider = route.provider,
                           .model = route.model,
                           .purpose = "chat"};
    if (prompt) call.prompt_tokens = lost.attempts * co_await router_.counter().count(as, *prompt);
    call.completion_tokens_max = lost.tokens;
    turn.charges.push_back(co_await router_.ledger().charge_lost(std::move(call)));
    turn.charges.back().shown = true;
}

// The answer that an earlier process began can't be taken up again: what it used is lost after all, and the turn goes
// on as it would have without.
core::task<takeover> turn_engine::give_up_kept(running_turn& turn) {
    auto const lost = turn.log.log()->log.with([](auto const& log) {
        auto const before = generated_so_far(log, log.noted_at()).tokens;
        return generated{.tokens = generated_so_far(log, log.appended()).tokens - before};
    });
    co_await charge_lost(turn, lost);
    turn.left.push_back(std::exchange(turn.upstream, {}));
    co_await turn.log.push(event_kind::note, "");
    turn.restarts = turn.otherwise == takeover::restart;
    co_return turn.otherwise;
}

core::task<> turn_engine::adopt(std::shared_ptr<running_turn> turn, store::turn_row row, bool readable) {
    takeover_facts facts{
        .started = row.created_at, .now = clock_.now(), .earlier_takeovers = static_cast<int>(row.attempt) - 1};
    auto const lost = turn->log.log()->log.with([&](auto const& log) {
        facts.has_other = shows_more_than_text(log);
        turn->result.text = visible_text(log);   // whatever comes of this attempt, what was shown is not lost
        turn->result.thinking = visible_text(log, event_kind::thinking);
        turn->upstream = kept_answer_in(log.note());
        facts.kept = !turn->upstream.id.empty() && !shows_calls(log);
        return std::pair(generated_so_far(log, log.noted_at()), generated_so_far(log, log.appended()));
    });
    facts.has_text = !turn->result.text.empty();
    facts.prefill = router_.resolve(turn->options.model).can.prefill;
    auto const how = readable ? plan_takeover(facts, config_.takeover) : takeover::give_up;
    facts.kept = false;
    turn->otherwise = plan_takeover(facts, config_.takeover);
    // An answer that is taken up again is charged once, by whoever reads it to its end.
    co_await charge_lost(*turn, how == takeover::reattach ? lost.first : lost.second);
    if (how == takeover::reattach)
        for (auto& earlier : turn->charges) earlier.shown = false;
    core::log(core::level::info, "turn", "takes over a turn",
              {{"turn_id", std::string_view(row.id)}, {"attempt", row.attempt + 1}});

    auto work = [&](connection& db) -> core::result<std::optional<store::conversation_row>> {
        turn->attempt = static_cast<int>(store::turns::next_attempt(db, row.id));
        if (!store::users::may_act(db, row.user_id)) turn->cancelled = true;
        return store::conversations::find(db, row.conversation_id, row.user_id);
    };
    auto const conversation = co_await db_.write(std::move(work));
    if (conversation && *conversation) {
        turn->system_prompt = (*conversation)->system_prompt;
        turn->wants_title = config_.titles && (*conversation)->titled == store::title_source::none;
    }
    if (turn->options.system_prompt) turn->system_prompt = *turn->options.system_prompt;
    turn->restarts = how == takeover::restart;
    if (how == takeover::give_up) {
        core::error e{core::errc::unavailable, "The server stopped while this answer was being written, and it is too "
                                               "late to go on. What was written is kept; try again."};
        e.retryable = true;
        turn->result.failure = std::move(e);
    }
    auto& group = group_of(turn->loop);
    go_on(group, std::move(turn), how);
}

// Gives a settled turn its terminal event, from the stored answer.
core::task<> turn_engine::end_settled(std::string turn_id) {
    auto writer = log_.resume(turn_id);
    auto const work = [&](connection& db) -> core::result<std::optional<store::message_row>> {
        auto const row = store::turns::find_for_engine(db, turn_id);
        if (!row) return std::nullopt;
        return store::messages::find(db, row->message_id, row->user_id);
    };
    auto const found = co_await db_.read(work);
    if (!found || !*found) {
        core::error e{core::errc::internal, "The answer of this turn is gone."};
        co_await writer.finish(event_kind::error, error_payload({turn_id, {}, {}, {}}, e));
        co_return;
    }
    auto const& m = **found;
    turn_ids const ids{turn_id, m.conversation_id, m.parent_id, m.id};
    if (!m.error.empty()) {
        co_await writer.finish(event_kind::error, stored_error_payload(ids, m.error));
        co_return;
    }
    core::usage const tokens{.prompt_tokens = m.prompt_tokens, .completion_tokens = m.token_count};
    auto const why = llm::finish_reason_from(m.finish_reason).value_or(llm::finish_reason::stop);
    co_await writer.finish(event_kind::complete,
                           complete_payload(ids, why, tokens, m.cost_nano_usd, m.provider, m.model));
}

}  // namespace turn
