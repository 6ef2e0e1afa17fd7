#include "llm/routing/retrying_stream.hpp"

#include "core/log.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace llm {
namespace {

namespace asio = core::asio;

core::error cut(std::string const& provider) {
    core::error out{core::errc::upstream_failed, provider + ": the stream ended before the answer did."};
    out.provider = provider;
    out.retryable = true;
    return out;
}

}  // namespace

retrying_stream::retrying_stream(routing with, route answers, routed_call call)
    : with_(with), answers_(std::move(answers)), call_(std::move(call)), policy_({.retries = with.config.retries}) {
    call_.request.model = answers_.model;
    call_.request.purpose = call_.purpose;
    if (!call_.request.max_tokens) call_.request.max_tokens = with.config.max_tokens;
}

core::task<core::result<void>> retrying_stream::start() {
    if (!prompt_tokens_) {
        auto const as = tokenizer_of(answers_.model);
        prompt_tokens_ = co_await with_.counter.count(as, call_.request.messages);
        *prompt_tokens_ += co_await with_.counter.count(as, std::string_view(call_.request.prefill));
    }
    for (;;) {
        auto reserved = co_await reserve();
        if (!reserved) co_return reserved.error();
        auto const opened = co_await open(std::move(*reserved));
        if (opened) co_return opened;
        if (!co_await wait_for_another(opened.error())) co_return opened.error();
    }
}

core::task<core::result<std::vector<delta>>> retrying_stream::read_some() {
    while (upstream_) {
        auto said = co_await upstream_->read_some();
        if (said && !said->empty()) {
            if (!std::exchange(said_something_, true)) call_.request = {};   // no other attempt needs its history
            attempt_->observe(*said);
            co_return said;
        }
        if (attempt_->finished()) {   // a break after the finish loses nothing
            upstream_.reset();
            break;
        }
        auto const why = said ? cut(answers_.provider) : said.error();
        fail(why);
        if (said_something_ || !co_await wait_for_another(why)) co_return why;
        if (auto const again = co_await start(); !again) co_return again.error();
    }
    co_return std::vector<delta>();
}

core::task<core::result<reservation>> retrying_stream::reserve() {
    metered_call asked{.who = call_.who,
                       .conversation_id = call_.conversation_id,
                       .provider = answers_.provider,
                       .model = answers_.model,
                       .purpose = call_.purpose,
                       .prompt_tokens = *prompt_tokens_,
                       .completion_tokens_max = *call_.request.max_tokens};
    co_return co_await with_.ledger.reserve(std::move(asked));
}

core::task<core::result<void>> retrying_stream::open(reservation reserved) {
    auto request = call_.request;
    request.max_tokens = static_cast<int>(std::min<std::int64_t>(*request.max_tokens, reserved.completion_tokens_max));
    auto limits = with_.config.limits;
    limits.total = time_left();
    charge const named{.provider = answers_.provider, .model = answers_.model, .purpose = call_.purpose};
    attempt_.emplace(with_.ledger, std::move(reserved), named, *prompt_tokens_, call_.charges);

    auto opened = co_await with_.whom.open(std::move(request), limits);
    if (!opened) {
        fail(opened.error());
        co_return opened.error();
    }
    attempt_->accepted();
    upstream_ = std::move(*opened);
    with_.health.succeeded(answers_.provider);
    co_return core::result<void>();
}

void retrying_stream::fail(core::error const& why) {
    upstream_.reset();
    attempt_->settle(attempt_outcome::failed);
    with_.health.failed(answers_.provider, why.code);
    core::log(core::level::warning, "llm", "an attempt failed",
              {{"provider", answers_.provider},
               {"model", answers_.model},
               {"purpose", call_.purpose},
               {"error", core::to_string(why.code)},
               {"cause", why.message}});
}

core::task<bool> retrying_stream::wait_for_another(core::error const& why) {
    auto const wait = policy_.after(why, with_.draw(), time_left());
    if (!wait || !with_.budget.with([](auto& budget) { return budget.take_retry(); })) co_return false;
    asio::steady_timer timer(co_await asio::this_coro::executor, *wait);
    co_await timer.async_wait(asio::use_awaitable);
    co_return true;
}

std::chrono::milliseconds retrying_stream::time_left() const {
    auto const spent = std::chrono::duration_cast<std::chrono::milliseconds>(clock::now() - began_);
    return std::max(with_.config.limits.total - spent, std::chrono::milliseconds(0));
}

}  // namespace llm
