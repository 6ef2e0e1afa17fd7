#include "llm/routing/failover_stream.hpp"

#include "core/log.hpp"
#include "llm/routing/continuation.hpp"
#include "llm/token_estimate.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace llm {
namespace {

namespace asio = core::asio;
using std::chrono::milliseconds;

core::error failure_of(std::string const& provider, core::errc code, std::string what) {
    core::error out{code, provider + what};
    out.provider = provider;
    out.retryable = true;
    return out;
}

bool is_content(delta const& one) {
    return std::holds_alternative<text_delta>(one) || std::holds_alternative<thinking_delta>(one) ||
           std::holds_alternative<tool_call_delta>(one) || std::holds_alternative<sealed_delta>(one);
}

// How often one attempt is taken up again before it says anything new.
constexpr int reattachments_max = 3;

bool is_finish(delta const& one) { return std::holds_alternative<finish_delta>(one); }

retry_bounds bounds_of(routing const& with, std::vector<candidate> const& candidates) {
    retry_bounds out{.retries = with.config.retries};
    if (candidates.empty() || candidates.front().endpoints.empty()) return out;
    auto const first = candidates.front().endpoints.front();
    out.retries = with.fleet->endpoints[first].retries.value_or(out.retries);
    return out;
}

core::task<> pause(router_time const& time, milliseconds wait) {
    if (time.pause) co_return co_await time.pause(wait);
    asio::steady_timer timer(co_await asio::this_coro::executor, wait);
    co_await timer.async_wait(asio::use_awaitable);
}

}  // namespace

failover_stream::failover_stream(routing with, std::vector<candidate> candidates, std::string why, routed_call call)
    : with_(with), call_(std::move(call)), why_(std::move(why)), plan_(candidates, bounds_of(with, candidates)),
      began_(with.time.now()), until_(began_ + with.config.limits.total) {
    call_.request.purpose = call_.purpose;
    if (!call_.request.max_tokens) call_.request.max_tokens = with.config.max_tokens;
    spoken_.text = !call_.request.prefill.empty();
}

failover_stream::~failover_stream() {
    if (entered_) with_.fleet->desk.given_up(at_.endpoint, at_.as);
}

core::task<core::result<std::vector<delta>>> failover_stream::read_some() {
    while (!ended_) {
        if (!upstream_) {
            if (auto const again = co_await advance(); !again) {
                ended_ = true;
                co_return again.error();
            }
        }
        auto said = co_await read_upstream();
        if (said && !said->empty()) {
            co_await note_kept(*said);
            if (is_poor(*said)) {
                auto empty = failure_of(answers_.provider, core::errc::upstream_failed, " gave an empty answer.");
                empty.retryable = false;
                fail(empty);
                continue;
            }
            co_await announce(*said);
            attempt_->observe(*said);
            if (auto fresh = take(std::move(*said)); !fresh.empty()) co_return fresh;
            continue;
        }
        if (attempt_->finished()) {   // a break after the finish loses nothing
            upstream_.reset();
            break;
        }
        auto const why = said ? failure_of(answers_.provider, core::errc::upstream_failed,
                                           ": the stream ended before the answer did.")
                              : said.error();
        if (!co_await read_on(why)) fail(why);
    }
    ended_ = true;
    co_return std::vector<delta>();
}

core::task<core::result<void>> failover_stream::advance() {
    for (bool first = !attempt_;; first = false) {
        auto const next = plan_.next(with_.fleet->desk, spoken_, with_.time.now(), until_, with_.draw());
        if (!next) co_return next.error();
        if (!kept_.empty()) {
            kept_.clear();
            co_await tell_kept();
        }
        at_ = *next;
        entered_ = true;
        had_content_ = false;
        name_route();
        if (first && at_.candidate > 0) last_failure_ = core::errc::unavailable;   // of whom we don't even ask now
        if ((!first || at_.candidate > 0) && !heard_) co_await tell(attempt_note::kind::another, at_.wait);
        if (at_.wait.count() > 0) co_await pause(with_.time, at_.wait);
        auto const opened = co_await open();
        if (opened) co_return opened;
        if (entered_) co_return opened;   // it was not the endpoint that failed
    }
}

void failover_stream::name_route() {
    auto const& who = plan_.of(at_);
    auto facts = with_.models.find(who.provider, who.model);
    auto const reads = facts.tokenizer.value_or(tokenizer_of(who.model));
    answers_ = {who.provider, who.model, who.can, reads, std::move(facts)};
}

core::task<core::result<void>> failover_stream::open() {
    auto request = take_up(call_.request, at_.how, said_);
    request.model = answers_.model;
    auto const prompt_tokens = co_await count_prompt(request);
    auto reserved = co_await reserve(prompt_tokens);
    if (!reserved) co_return reserved.error();
    request.max_tokens = static_cast<int>(std::min<std::int64_t>(*request.max_tokens, reserved->completion_tokens_max));
    joint_.reset();
    thought_.reset();
    if (at_.how == manner::prefill || at_.how == manner::ask) joint_.emplace(call_.request.prefill + said_);

    attempt_began_ = with_.time.now();
    charge const named{.provider = answers_.provider, .model = answers_.model, .purpose = call_.purpose};
    attempt_.emplace(with_.ledger, std::move(*reserved), named, prompt_tokens, call_.charges);
    auto opened = co_await with_.fleet->providers[at_.endpoint]->open(std::move(request), limits_of(at_));
    if (!opened) {
        fail(opened.error());
        co_return opened.error();
    }
    attempt_->accepted();
    upstream_ = std::move(*opened);
    co_return core::result<void>();
}

core::task<core::result<void>> failover_stream::go_on(told_answer begun) {
    auto const& all = plan_.candidates();
    auto const same = std::ranges::find_if(all, [&](candidate const& one) {
        return one.provider == begun.kept.provider && one.model == begun.kept.model;
    });
    core::result<void> out = core::error{core::errc::not_found, "No route leads to this answer."};
    if (same == all.end()) co_return out;
    call_.request.prefill = begun.text;
    spoken_ = {.text = !begun.text.empty(), .thinking = !begun.thinking.empty()};
    for (auto const endpoint : same->endpoints) {   // which of its keys it was begun with, nobody knows
        auto const as = with_.fleet->desk.enter(endpoint, with_.time.now());
        if (as == entry::refused) continue;
        at_ = {.candidate = static_cast<std::size_t>(same - all.begin()), .endpoint = endpoint, .as = as};
        entered_ = true;
        name_route();
        out = co_await read_again(begun);
        if (out) co_return out;
        if (!std::exchange(entered_, false)) co_return out;
        if (out.error().code == core::errc::not_found) with_.fleet->desk.given_up(endpoint, at_.as);
        else with_.fleet->desk.failed(endpoint, out.error().code, with_.time.now(), at_.as);
    }
    co_return out;
}

// It is paid for once: what its first reader had not paid any more, this attempt does.
core::task<core::result<void>> failover_stream::read_again(told_answer const& begun) {
    attempt_began_ = with_.time.now();
    auto opened =
        co_await with_.fleet->providers[at_.endpoint]->reattach(begun.kept.id, answers_.model, limits_of(at_));
    if (!opened) co_return opened.error();
    auto const prompt_tokens = co_await count_prompt(call_.request);
    auto reserved = co_await reserve(prompt_tokens);
    if (!reserved) {
        entered_ = false;
        with_.fleet->desk.given_up(at_.endpoint, at_.as);
        co_return reserved.error();
    }
    charge const named{.provider = answers_.provider, .model = answers_.model, .purpose = call_.purpose};
    attempt_.emplace(with_.ledger, std::move(*reserved), named, prompt_tokens, call_.charges);
    attempt_->accepted();
    if (!begun.text.empty()) joint_.emplace(begun.text);
    if (!begun.thinking.empty()) thought_.emplace(begun.thinking);
    kept_ = begun.kept.id;
    upstream_ = std::move(*opened);
    co_return core::result<void>();
}

// A provider that keeps the answer is asked for its rest before anybody else is asked to go on. Who did not even begin
// in time isn't, and who is silent is asked once.
core::task<bool> failover_stream::read_on(core::error const& why) {
    bool const late = why.code == core::errc::timeout;
    if (kept_.empty() || !why.retryable || (late && !had_content_) || with_.time.now() >= until_) co_return false;
    reattached_ += late ? reattachments_max : 1;
    if (reattached_ > reattachments_max) co_return false;
    auto const again = co_await upstream_->reattach(limits_of(at_));
    core::log(core::level::info, "llm", again ? "took an answer up again" : "an answer can't be taken up again",
              {{"provider", answers_.provider}, {"model", answers_.model}, {"cause", why.message}});
    co_return again.has_value();
}

// Whoever listens must know of it before it says anything; of one that begins anew, only once that was told.
core::task<> failover_stream::note_kept(std::vector<delta>& said) {
    auto const noted = std::ranges::find_if(said, [](auto const& d) { return std::holds_alternative<kept_delta>(d); });
    if (noted == said.end()) co_return;
    kept_ = std::get<kept_delta>(*noted).id;
    said.erase(noted);
    if (at_.how != manner::restart) co_await tell_kept();
}

core::task<> failover_stream::tell_kept() {
    if (!call_.told) co_return;
    attempt_note note{attempt_note::kind::kept, answers_.provider, answers_.model, last_failure_};
    note.id = kept_;
    note.whole = at_.how == manner::begin || at_.how == manner::restart;
    co_await call_.told(std::move(note));
}

// Long prompts are counted once for all models that read them alike.
core::task<std::int64_t> failover_stream::count_prompt(completion_request const& prompt) {
    auto const reads = answers_.reads;
    if (!counted_ || counted_->first != reads)
        counted_ = {reads, co_await with_.counter.count(reads, call_.request.messages)};
    auto out = counted_->second;
    if (!prompt.prefill.empty()) out += co_await with_.counter.count(reads, std::string_view(prompt.prefill));
    for (auto i = call_.request.messages.size(); i < prompt.messages.size(); ++i)
        out += co_await with_.counter.count(reads, std::string_view(prompt.messages[i].text));
    co_return out;
}

core::task<core::result<reservation>> failover_stream::reserve(std::int64_t prompt_tokens) {
    auto const wanted = std::max<std::int64_t>(1, *call_.request.max_tokens - approximate_tokens(said_));
    metered_call asked{.who = call_.who,
                       .conversation_id = call_.conversation_id,
                       .provider = answers_.provider,
                       .model = answers_.model,
                       .purpose = call_.purpose,
                       .prompt_tokens = prompt_tokens,
                       .completion_tokens_max = std::min(wanted, answers_.facts.output_tokens.value_or(wanted))};
    co_return co_await with_.ledger.reserve(std::move(asked));
}

// The first token has its own deadline only while another route remains.
core::task<core::result<std::vector<delta>>> failover_stream::read_upstream() {
    if (had_content_ || !at_.another_remains) co_return co_await upstream_->read_some();
    auto const limits = limits_of(at_);
    if (limits.first_token >= limits.silence) co_return co_await upstream_->read_some();
    using namespace asio::experimental::awaitable_operators;
    auto const left = limits.first_token - (with_.time.now() - attempt_began_);
    asio::steady_timer late(co_await asio::this_coro::executor, left);
    auto first = co_await (upstream_->read_some() || late.async_wait(asio::use_awaitable));
    if (first.index() == 0) co_return std::move(std::get<0>(first));
    co_return failure_of(answers_.provider, core::errc::timeout, " did not answer in time.");
}

core::task<> failover_stream::tell(attempt_note::kind what, milliseconds wait) {
    if (call_.told) co_await call_.told({what, answers_.provider, answers_.model, last_failure_, wait});
}

// Only now that another attempt says something is whoever listens told that it takes up the answer: should it fail as
// well, what is shown is kept.
core::task<> failover_stream::announce(std::vector<delta> const& said) {
    bool const content = std::ranges::any_of(said, is_content);
    if (content) reattached_ = 0;
    if (had_content_ || (!content && std::ranges::none_of(said, is_finish))) co_return;
    had_content_ = true;
    with_.fleet->desk.began(at_.endpoint, with_.time.now());
    at_.as = entry::passed;   // a probe no more
    bool const heard = std::exchange(heard_, true);
    if (at_.how == manner::restart) {
        call_.request.prefill.clear();
        said_.clear();
        spoken_ = {};
        co_await tell(attempt_note::kind::restarted);
        if (!kept_.empty()) co_await tell_kept();
    } else if (heard) {
        spoken_.call = false;
        co_await tell(attempt_note::kind::continued);
    }
}

// What is new of what the attempt said.
std::vector<delta> failover_stream::take(std::vector<delta> said) {
    std::vector<delta> out;
    auto const say = [&](std::string text) {
        if (text.empty()) return;
        said_ += text;
        spoken_.text = true;
        out.push_back(text_delta{std::move(text)});
    };
    for (auto& one : said) {
        if (auto* text = std::get_if<text_delta>(&one)) {
            if (thought_) think(thought_->finish(), out);
            thought_.reset();
            say(joint_ ? joint_->feed(text->text) : std::move(text->text));
            continue;
        }
        if (auto* thought = std::get_if<thinking_delta>(&one)) {
            think(thought_ ? thought_->feed(thought->text) : std::move(thought->text), out);
            continue;
        }
        spoken_.thinking = spoken_.thinking || std::holds_alternative<sealed_delta>(one);
        spoken_.call = spoken_.call || std::holds_alternative<tool_call_delta>(one);
        if (joint_ && std::holds_alternative<usage_delta>(one) && attempt_->finished()) say(joint_->finish());
        if (is_finish(one)) {
            entered_ = false;
            with_.fleet->desk.succeeded(at_.endpoint, with_.time.now());
            if (with_.config.attempted) with_.config.attempted(answers_.provider, answers_.model, true);
        }
        out.push_back(std::move(one));
    }
    return out;
}

void failover_stream::think(std::string text, std::vector<delta>& out) {
    if (text.empty()) return;
    spoken_.thinking = true;
    out.push_back(thinking_delta{std::move(text)});
}

bool failover_stream::is_poor(std::vector<delta> const& said) const {
    return plan_.of(at_).may_be_poor && at_.another_remains && !spoken_.anything() &&
           std::ranges::any_of(said, is_finish) && std::ranges::none_of(said, is_content);
}

void failover_stream::fail(core::error const& why) {
    upstream_.reset();
    attempt_->settle(attempt_outcome::failed);
    entered_ = false;
    last_failure_ = why.code;
    with_.fleet->desk.failed(at_.endpoint, why.code, with_.time.now(), at_.as);
    plan_.failed(why, with_.time.now(), had_content_);
    if (with_.config.attempted && why.code != core::errc::content_filtered && why.code != core::errc::invalid_input)
        with_.config.attempted(answers_.provider, answers_.model, false);
    core::log(core::level::warning, "llm", "an attempt failed",
              {{"provider", answers_.provider},
               {"model", answers_.model},
               {"purpose", call_.purpose},
               {"error", core::to_string(why.code)},
               {"cause", why.message}});
}

deadlines failover_stream::limits_of(attempt const& one) const {
    auto out = with_.config.limits;
    out.silence = with_.fleet->endpoints[one.endpoint].silence.value_or(out.silence);
    if (!one.another_remains) out.first_token = std::max(out.first_token, out.silence);
    auto const left = std::chrono::duration_cast<milliseconds>(until_ - with_.time.now());
    out.total = std::max(left, milliseconds(0));
    return out;
}

}  // namespace llm
