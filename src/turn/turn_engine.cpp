#include "turn/turn_engine.hpp"

#include "chat/audience.hpp"
#include "chat/reach.hpp"
#include "core/async.hpp"
#include "core/id.hpp"
#include "core/interrupt.hpp"
#include "core/log.hpp"
#include "core/money.hpp"
#include "core/stoppable.hpp"
#include "store/repositories/users.hpp"
#include "turn/generation.hpp"

#include <boost/asio/post.hpp>

namespace turn {

using store::connection;
using store::event_kind;

namespace {

// Of the attempts whose text the answer has.
core::usage tokens_of_answer(std::vector<llm::charge> const& charges) {
    core::usage out;
    for (auto const& each : charges) {
        if (!each.shown) continue;
        out.prompt_tokens += each.used.prompt_tokens;
        out.completion_tokens += each.used.completion_tokens;
        out.cached_tokens += each.used.cached_tokens;
        out.estimated = out.estimated || each.used.estimated;
    }
    return out;
}

// By all attempts, as far as their prices are known.
std::optional<double> dollars_spent(std::vector<llm::charge> const& charges) {
    std::optional<double> out;
    for (auto const& each : charges)
        if (each.nano_usd) out = out.value_or(0) + core::dollars(*each.nano_usd);
    return out;
}

}  // namespace

turn_engine::turn_engine(store::database& db, store::turn_log& log, llm::router& router, chat::changes& told,
                         core::clock const& time, observe::llm_metrics& metrics,
                         std::vector<boost::asio::any_io_executor> loops, std::function<void()> jobs_added,
                         turn_engine_config config)
    : db_(db), log_(log), router_(router), changes_(told), clock_(time), metrics_(metrics),
      jobs_added_(std::move(jobs_added)), config_(std::move(config)), charges_(db, time, loops.front()) {
    for (auto& loop : loops) groups_.push_back(std::make_unique<core::task_group>(std::move(loop)));
}

turn_engine::~turn_engine() = default;

// Fails where no turn can begin now; a refusal that a repeated request must not see goes to `limits`.
core::result<void> turn_engine::may_start(turn_request const& request, admission_limits& limits) const {
    if (draining_) {
        core::error e{core::errc::unavailable, "The server is shutting down; try again in a moment."};
        e.retry_after_s = 2;
        return e;
    }
    if (config_.gate.running_max) limits.running_max = config_.gate.running_max(request.who);
    if (config_.gate.may_begin)
        if (auto const may = config_.gate.may_begin(request.who, request.conversation_id); !may)
            limits.refusal = may.error();
    return {};
}

core::task<core::result<admitted_turn>> turn_engine::start(turn_request request) {
    auto limits = config_.admission;
    if (auto const may = may_start(request, limits); !may) co_return may.error();
    limits.running_max -= running_.of(request.who.user_id).unkept;
    // Before the transaction, where it would keep all others waiting: with the tokenizer of the model that was named,
    // or of the default one.
    request.message_tokens = co_await router_.counter().count(
        router_.resolve(request.options.model).reads,
        request.prompt.empty() ? std::string_view(request.message) : std::string_view(request.prompt.back().text));
    auto const now = clock_.now();
    auto work = [&](connection& db) -> core::result<admitted_turn> {
        if (!store::users::may_act(db, request.who.user_id))
            return core::error{core::errc::unauthorized, "This account may do nothing any more."};
        auto out = admit(db, request, limits, now);
        if (!out || out->replayed) return out;
        if (auto const may = may_use(request.who, out->model); !may) return may.error();
        return out;
    };
    auto const admitted = co_await db_.write_repeatable(std::move(work));
    if (!admitted) co_return admitted;
    if (admitted->replayed) {
        if (admitted->unfinished) co_await until_launched(admitted->ids.turn);
        co_return admitted;
    }

    auto options = request.options;
    options.model = admitted->model;
    std::erase_if(options.models, [&](std::string const& each) { return !may_use(request.who, each); });
    auto turn = std::make_shared<running_turn>(admitted->ids, request.who, std::move(options),
                                               log_.open(admitted->ids.turn), co_await core::asio::this_coro::executor);
    turn->system_prompt = admitted->system_prompt;
    turn->wants_title = config_.titles && admitted->wants_title;
    if (admitted->first_message) turn->question = std::move(request.message);
    turn->prompt = std::move(request.prompt);
    replays_.recall(turn->who.user_id, turn->prompt);
    turn->shared = admitted->shared;
    launch(turn, takeover::begin);
    co_await tell(*turn, admitted->new_conversation ? chat::change_kind::created : chat::change_kind::updated);
    co_return admitted;
}

core::task<core::result<unkept_turn>> turn_engine::start_unkept(turn_request request) {
    auto limits = config_.admission;
    if (auto const may = may_start(request, limits); !may) co_return may.error();
    if (limits.refusal) co_return *limits.refusal;
    if (auto const running = running_.of(request.who.user_id).all(); running >= limits.running_max)
        co_return too_many_turns(running, limits.running_max);
    if (auto const may = may_use(request.who, request.options.model); !may) co_return may.error();

    std::erase_if(request.options.models, [&](std::string const& each) { return !may_use(request.who, each); });

    auto const now = clock_.now();
    auto const loop = co_await core::asio::this_coro::executor;
    turn_ids const ids{core::new_id(now), {}, {}, core::new_id(now)};
    auto turn = std::make_shared<running_turn>(ids, std::move(request.who), std::move(request.options),
                                               log_.open_in_memory(ids.turn, loop), loop);
    turn->kept = false;
    turn->prompt = std::move(request.prompt);
    replays_.recall(turn->who.user_id, turn->prompt);
    unkept_turn out{ids, log_.follow(turn->log)};
    launch(std::move(turn), takeover::begin);
    co_return out;
}

void turn_engine::stop_unkept(std::string const& turn_id) {
    auto turn = running_.find(turn_id);
    if (turn && !turn->kept) stop_turn(std::move(turn), &running_turn::cancelled);
}

// A repetition can overtake the request that it repeats, between its commit and its launch on another loop.
core::task<> turn_engine::until_launched(std::string turn_id) {
    for (int i = 0; i < 500 && !log_.is_live(turn_id); ++i) co_await core::sleep_for(std::chrono::milliseconds(2));
}

// Must run on the turn's loop.
void turn_engine::launch(std::shared_ptr<running_turn> turn, takeover how) {
    auto& group = group_of(turn->loop);
    running_.add(turn);
    go_on(group, std::move(turn), how);
}

void turn_engine::go_on(core::task_group& group, std::shared_ptr<running_turn> turn, takeover how) {
    auto& stop = turn->stop;
    auto body = [this, turn = std::move(turn), how] { return run(turn, how); };
    core::spawn_stoppable(group, "turn", stop, std::move(body));
}

// The life of one turn, from its first event to its last.
core::task<> turn_engine::run(std::shared_ptr<running_turn> turn, takeover how) {
    if (turn->cancelled) how = takeover::give_up;
    if (!turn->abandoned) co_await core::until_stopped(produce(*turn, how));
    if (turn->abandoned && turn->kept) router_.ledger().forget(turn->charges);
    else co_await settle(*turn);
    if (!turn->abandoned) co_await tell(*turn, chat::change_kind::updated);
    co_await stop_kept(*turn);
    running_.remove(*turn);
}

// Nobody reads on what providers still write for this turn, unless it is the next process.
core::task<> turn_engine::stop_kept(running_turn& turn) {
    if (turn.abandoned) co_return;
    if (!turn.upstream.id.empty() && !turn.result.finish) turn.left.push_back(std::move(turn.upstream));
    for (auto& one : turn.left) co_await router_.stop(std::move(one));
}

// No more than fits into a small window beside the answer.
chat::history_budget turn_engine::history_for(llm::route const& route) const {
    auto out = config_.history;
    if (auto const window = route.facts.context_tokens)
        out.tokens_max =
            std::min(out.tokens_max, *window - std::min<std::int64_t>(router_.config().max_tokens, *window / 2));
    return out;
}

// Announces the turn, or how it goes on after a crash; recalls the conversation; generates the answer.
core::task<> turn_engine::produce(running_turn& turn, takeover how) {
    auto const shown = turn.log.log()->log.with([](auto const& log) { return log.appended(); });
    core::result<void> pushed;
    if (shown == 0) pushed = co_await turn.log.push(event_kind::start, start_payload(turn.ids));
    if (how == takeover::continue_text)
        pushed = co_await turn.log.push(event_kind::continued, continued_payload(turn.attempt, turn.options.model));
    if (how == takeover::give_up || !pushed) co_return;

    auto const route = router_.resolve(turn.options.model);
    auto prompt = core::result<std::vector<llm::message>>(std::move(turn.prompt));
    if (prompt->empty()) prompt = co_await recall(db_, turn, history_for(route), router_.counter(), route.reads);
    if (!prompt) {
        turn.result.failure = prompt.error();
        co_return;
    }
    turn.result.provider = route.provider;
    turn.result.model = route.model;
    metrics_.started(route.provider, route.model);
    turn.counted_provider = route.provider;
    turn.counted_model = route.model;
    if (how == takeover::reattach) {
        if (co_await reattach(turn, router_, *prompt)) co_return;
        if (co_await give_up_kept(turn) == takeover::continue_text)
            pushed = co_await turn.log.push(event_kind::continued, continued_payload(turn.attempt, turn.options.model));
        if (!pushed) co_return;
    }
    co_await generate(turn, router_, std::move(*prompt));
}

core::task<> turn_engine::tell(running_turn const& turn, chat::change_kind what) {
    if (!turn.kept) co_return;
    if (turn.shared) co_await chat::publish_to_all(db_, changes_, turn.ids.conversation, what);
    else changes_.publish({turn.who.user_id, turn.ids.conversation, what});
}

void turn_engine::count(running_turn const& turn) {
    if (turn.counted_provider.empty()) return;
    auto const& result = turn.result;
    metrics_.moved(turn.counted_provider, turn.counted_model, result.provider, result.model);
    metrics_.finished(result.provider, result.model,
                      {.tokens = result.tokens,
                       .total = std::chrono::steady_clock::now() - turn.began,
                       .first_token = result.to_first_token,
                       .failure = result.failure ? std::optional(result.failure->code) : std::nullopt,
                       .cancelled = turn.cancelled,
                       .retries = std::max(0, static_cast<int>(turn.charges.size()) - 1),
                       .cost_usd = dollars_spent(turn.charges)});
}

// Stores what came of the turn, then ends its log.
core::task<> turn_engine::settle(running_turn& turn) {
    auto const how = ending_of(turn);
    if (how.failure)
        core::log(core::level::warning, "turn", how.failure->message,
                  {{"turn_id", std::string_view(turn.ids.turn)}, {"code", public_code(how.failure->code)}});
    turn.result.tokens = tokens_of_answer(turn.charges);
    if (auto const& result = turn.result; !result.kept.blocks.empty() && !result.tool_calls.empty())
        replays_.keep(turn.who.user_id, {.who = llm::role::assistant,
                                         .text = result.text,
                                         .tool_calls = result.tool_calls,
                                         .replayed = result.kept});
    auto const cost = llm::cost_of_answer(turn.charges);
    for (auto const& call : turn.result.tool_calls)
        if (!call.name.empty() && turn.result.finish)
            co_await turn.log.push(event_kind::tool_call, tool_call_payload(call));
    co_await turn.log.push(event_kind::usage, usage_payload(turn.result.tokens, cost));
    count(turn);
    co_await store_end(turn, how);
    if (turn.wants_title) jobs_added_();
    if (how.failure) co_await turn.log.finish(event_kind::error, error_payload(turn.ids, *how.failure));
    else
        co_await turn.log.finish(event_kind::complete, complete_payload(turn.ids, how.why, turn.result.tokens, cost,
                                                                        turn.result.provider, turn.result.model));
}

// While the store takes no writes it waits: an end that nobody could rely on is not announced.
core::task<> turn_engine::store_end(running_turn& turn, ending const& how) {
    if (!turn.kept) {
        charges_.add(turn.who, turn.ids.turn, std::move(turn.charges));
        co_return;
    }
    co_await turn.log.flush();
    for (;;) {
        auto const now = clock_.now();
        auto work = [&](connection& db) { return store_answer(db, turn, how, now); };
        auto const stored = co_await db_.write_repeatable(std::move(work));
        if (stored || stored.error().code != core::errc::unavailable) {
            if (!stored) core::log(core::level::error, "turn", stored.error().message);
            co_return;
        }
        co_await core::sleep_for(std::chrono::milliseconds(200));
    }
}

core::task<core::result<void>> turn_engine::cancel(core::principal who, std::string turn_id) {
    auto turn = running_.find(turn_id);
    if (!turn || turn->who.user_id != who.user_id) {
        auto work = [&](connection& db) -> core::result<void> {
            auto const found = chat::reach_turn(db, who, turn_id, store::share::write);
            return found ? core::result<void>() : found.error();
        };
        if (auto const may = co_await db_.read(std::move(work)); !may) co_return may;
    }
    if (turn) stop_turn(std::move(turn), &running_turn::cancelled);
    co_return core::result<void>();
}

void turn_engine::stop_turn(std::shared_ptr<running_turn> turn, bool running_turn::* why) {
    auto const loop = turn->loop;
    boost::asio::post(loop, [turn = std::move(turn), why] {
        (*turn).*why = true;
        turn->stop.emit(boost::asio::cancellation_type::terminal);
    });
}

void turn_engine::access_changed(std::string user_id) {
    if (draining_) return;
    ++access_looks_;
    auto& group = *groups_.front();
    boost::asio::post(group.executor(), [this, &group, user_id = std::move(user_id)] {
        core::spawn(group, "access", [this, user_id] { return stop_turns_of(user_id); });
    });
}

// Looks into the store, which knows turns that are about to be launched.
core::task<> turn_engine::stop_turns_of(std::string user_id) {
    struct leaving {
        std::atomic<int>& looks;
        ~leaving() { --looks; }
    } const at_the_end{access_looks_};
    using kept_turns = std::optional<std::vector<std::string>>;
    auto work = [&](connection& db) -> core::result<kept_turns> {
        if (store::users::may_act(db, user_id)) return std::nullopt;
        return store::turns::running_of(db, user_id);
    };
    auto kept = co_await db_.read(work);
    while (!kept && !draining_) {
        co_await core::sleep_for(std::chrono::milliseconds(200));
        kept = co_await db_.read(work);
    }
    if (!kept || !*kept) co_return;  // whoever takes over what runs asks again
    for (auto& turn : running_.all())
        if (turn->who.user_id == user_id) stop_turn(std::move(turn), &running_turn::cancelled);
    for (auto const& id : **kept) {
        std::shared_ptr<running_turn> turn;
        for (int i = 0; i < 500 && !turn && !draining_; ++i) {
            if (i > 0) co_await core::sleep_for(std::chrono::milliseconds(2));
            turn = running_.find(id);
        }
        if (turn) stop_turn(std::move(turn), &running_turn::cancelled);
    }
}

core::task<> turn_engine::drain(std::chrono::milliseconds patience) {
    draining_ = true;
    auto const until = std::chrono::steady_clock::now() + patience;
    while (running() > 0 && std::chrono::steady_clock::now() < until)
        co_await core::sleep_for(std::chrono::milliseconds(20));
    for (auto& turn : running_.all()) stop_turn(std::move(turn), &running_turn::abandoned);
    for (int i = 0; (running() > 0 || access_looks_ > 0) && i < 100; ++i)
        co_await core::sleep_for(std::chrono::milliseconds(20));
    co_await charges_.close();
}

core::task_group& turn_engine::group_of(boost::asio::any_io_executor const& executor) {
    auto const& context = boost::asio::query(executor, boost::asio::execution::context);
    for (auto const& group : groups_)
        if (&boost::asio::query(group->executor(), boost::asio::execution::context) == &context) return *group;
    throw std::logic_error("a turn was started on a loop that the engine does not know");
}

}  // namespace turn
