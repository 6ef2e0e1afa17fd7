#include "turn/generation.hpp"

#include "chat/history_window.hpp"
#include "store/repositories/messages.hpp"
#include "turn/stored_message.hpp"

#include <variant>

namespace turn {

using store::event_kind;

namespace {

template <class... F>
struct overloaded : F... {
    using F::operator()...;
};

// Calls come in pieces: the first of an index brings its name, the others more of its arguments.
void absorb_call(answer& result, llm::tool_call_delta const& piece) {
    auto const index = static_cast<std::size_t>(std::clamp(piece.index, 0, 127));
    if (result.tool_calls.size() <= index) result.tool_calls.resize(index + 1);
    auto& call = result.tool_calls[index];
    if (!piece.id.empty()) call.id = piece.id;
    if (!piece.name.empty()) call.name = piece.name;
    call.arguments += piece.arguments;
}

core::error cut_off() {
    core::error e{core::errc::upstream_failed, "The model's stream ended before its answer did."};
    e.retryable = true;
    return e;
}

}  // namespace

core::task<core::result<std::vector<llm::message>>> recall(store::database& db, running_turn const& turn,
                                                           chat::history_budget budget, llm::token_counter& counter,
                                                           llm::tokenizer as) {
    std::vector<llm::message> branch;
    if (!turn.system_prompt.empty()) branch.push_back({.who = llm::role::system, .text = turn.system_prompt});
    if (!turn.question.empty()) {
        branch.push_back({.who = llm::role::user, .text = turn.question});
        co_return branch;
    }
    auto work = [&](store::connection& database) -> core::result<std::vector<store::message_row>> {
        return store::messages::path(database, turn.ids.conversation, turn.ids.user_message, budget.messages_max);
    };
    auto const past = co_await db.read(std::move(work));
    if (!past) co_return past.error();
    for (auto const& row : *past) branch.push_back(message_of(row));
    drop_unanswered_calls(branch);
    std::int64_t bytes = 0;
    for (auto const& one : branch) bytes += llm::tokens_at_most(one);
    if (bytes <= budget.tokens_max) bytes = 0;   // everything fits: nothing will be counted
    auto fit = [&](llm::tokenizer by) { return chat::fit_history(branch, budget, by); };
    co_return co_await counter.run(as, bytes, fit);
}

std::vector<said> absorb(answer& result, std::vector<llm::delta> const& deltas) {
    std::vector<said> out;
    auto const say = [&](event_kind kind, std::string const& text) {
        if (text.empty()) return;
        if (out.empty() || out.back().kind != kind || kind == event_kind::sealed) out.push_back({kind, {}});
        out.back().data += text;
    };
    for (auto const& delta : deltas)
        std::visit(overloaded{
                       [&](llm::text_delta const& d) { say(event_kind::token, d.text); },
                       [&](llm::thinking_delta const& d) { say(event_kind::thinking, d.text); },
                       [&](llm::sealed_delta const& d) { say(event_kind::sealed, sealed_payload(d.block)); },
                       [&](llm::tool_call_delta const& d) { absorb_call(result, d); },
                       [&](llm::usage_delta const& d) { result.tokens = d.tokens; },
                       [&](llm::replay_delta const& d) { result.kept = d.kept; },
                       [&](llm::finish_delta const& d) { result.finish = d.why; },
                       [](llm::kept_delta const&) {},   // the router tells of it
                   },
                   delta);
    return out;
}

namespace {

// Where the answer can be had from again is in the log before anything it says: readers see that only together. What
// only goes on with an answer is no use without what came before.
core::task<core::result<void>> take_kept(running_turn& turn, llm::attempt_note const& note) {
    llm::kept_answer now{note.provider, note.model, note.id};
    if (!turn.upstream.id.empty() && now != turn.upstream) turn.left.push_back(turn.upstream);
    turn.upstream = note.id.empty() ? llm::kept_answer() : std::move(now);
    co_return co_await turn.log.push(event_kind::note, note.whole ? note_of(turn.upstream) : "");
}

// What readers are told of attempts that fail. A restart makes void what was said.
core::task<> take_note(running_turn& turn, llm::attempt_note note) {
    using kind = llm::attempt_note::kind;
    auto& result = turn.result;
    auto what = event_kind::status;
    std::string data;
    if (note.what == kind::kept) {
        if (auto const noted = co_await take_kept(turn, note); !noted) result.failure = noted.error();
        co_return;
    }
    if (note.what == kind::another) {
        data = retry_payload(note);
    } else if (note.what == kind::continued) {
        what = event_kind::continued;
        data = continued_payload(++turn.attempt, note.model);
        result.tool_calls.clear();
    } else {
        what = event_kind::restarted;
        data = restarted_payload(++turn.attempt, 1);
        result.text.clear();
        result.thinking.clear();
        result.tool_calls.clear();
        for (auto& earlier : turn.charges) earlier.shown = false;
    }
    auto const pushed = co_await turn.log.push(what, std::move(data));
    if (!pushed) result.failure = pushed.error();
}

llm::routed_call call_for(running_turn& turn, std::vector<llm::message> prompt) {
    llm::routed_call call{.request = {.model = turn.options.model, .messages = std::move(prompt)},
                          .who = turn.who,
                          .charges = turn.charges,
                          .conversation_id = turn.ids.conversation};
    call.request.temperature = turn.options.temperature;
    call.request.top_p = turn.options.top_p;
    if (turn.options.max_tokens) call.request.max_tokens = static_cast<int>(*turn.options.max_tokens);
    call.request.tools = turn.options.tools;
    call.request.form = turn.options.form.value_or(llm::answer_form());
    call.request.resumable = turn.kept;
    if (!turn.restarts) call.request.prefill = turn.result.text;
    call.fallbacks = turn.options.models;   // the router leaves out whom the caller may not ask
    call.told = [&turn](llm::attempt_note note) { return take_note(turn, std::move(note)); };
    return call;
}

void name_answer(running_turn& turn, llm::routed_stream const& stream) {
    turn.result.provider = stream.answers().provider;
    turn.result.model = stream.answers().model;
    turn.result.fell_back = stream.fell_back();
}

// Adds a piece of the answer to what is kept and to the log, alike. False when the log takes no more.
core::task<bool> record(running_turn& turn, said piece) {
    auto& result = turn.result;
    if (piece.kind == event_kind::sealed && turn.kept) co_return true;   // kept with the whole answer
    if (!result.to_first_token)
        result.to_first_token =
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - turn.began);
    if (piece.kind == event_kind::token) result.text += piece.data;
    if (piece.kind == event_kind::thinking) result.thinking += piece.data;
    auto const pushed = co_await turn.log.push(piece.kind, std::move(piece.data));
    if (!pushed) result.failure = pushed.error();
    co_return pushed.has_value();
}

// Reads the stream to its end.
core::task<> take_in(running_turn& turn, llm::routed_stream& stream) {
    auto& result = turn.result;
    for (;;) {
        auto const deltas = co_await stream.read_some();
        name_answer(turn, stream);
        if (result.failure) co_return;   // of a note
        if (!deltas) result.failure = deltas.error();
        if (!deltas || deltas->empty()) break;
        for (auto& piece : absorb(result, *deltas))
            if (!co_await record(turn, std::move(piece))) co_return;
    }
    if (!result.finish && !result.failure) result.failure = cut_off();
}

}  // namespace

core::task<> generate(running_turn& turn, llm::router& router, std::vector<llm::message> prompt) {
    auto& result = turn.result;
    auto const opened = co_await router.open(call_for(turn, std::move(prompt)));
    if (!opened) {
        result.failure = opened.error();
        co_return;
    }
    auto& stream = **opened;
    name_answer(turn, stream);
    if (!stream.why().empty())
        co_await turn.log.push(event_kind::status, routed_payload(result.provider, result.model, stream.why()));
    // Only now that there will be another answer are readers told to drop the first: should the provider be down, it is
    // kept.
    if (turn.restarts) {
        result.text.clear();
        result.thinking.clear();
        for (auto& earlier : turn.charges) earlier.shown = false;
        auto const told = co_await turn.log.push(event_kind::restarted, restarted_payload(turn.attempt, 1));
        if (!told) {
            result.failure = told.error();
            co_return;
        }
    }
    co_await take_in(turn, stream);
}

core::task<bool> reattach(running_turn& turn, llm::router& router, std::vector<llm::message> prompt) {
    auto& result = turn.result;
    llm::told_answer begun{turn.upstream, result.text, result.thinking};
    auto const opened = co_await router.reattach(call_for(turn, std::move(prompt)), std::move(begun));
    if (!opened) co_return false;
    name_answer(turn, **opened);
    auto const told = co_await turn.log.push(event_kind::continued, continued_payload(turn.attempt, result.model));
    if (told) co_await take_in(turn, **opened);
    else result.failure = told.error();
    co_return true;
}

}  // namespace turn
