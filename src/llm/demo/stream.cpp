#include "llm/demo/stream.hpp"

#include "llm/demo/failure.hpp"
#include "llm/token_estimate.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace llm {
namespace {

namespace asio = core::asio;

constexpr std::int64_t batch_tokens_max = 64;

}  // namespace

demo_stream::demo_stream(asio::any_io_executor executor, completion_request const& request, demo_options const& options,
                         deadlines limits)
    : script_(request, options), options_(options), limits_(limits), timer_(executor), opened_(clock::now()),
      last_said_(opened_), prompt_tokens_(approximate_tokens(request.messages)) {
    skip(request.prefill);
    end_ = script_.size();
    if (request.max_tokens && *request.max_tokens < end_ - first_) {
        end_ = first_ + *request.max_tokens;
        ending_ = ending::length;
    }
    auto const strike = [&](std::optional<std::int64_t> at, ending how) {
        if (!at || *at > end_ || (*at <= first_ && !request.prefill.empty())) return;
        end_ = *at;
        ending_ = how;
    };
    strike(options.stall_at, ending::stall);
    strike(options.cut_at, options.error ? ending::error : ending::cut);
}

// Goes to where `prefill` ends in the answer. A text that this answer doesn't begin with is somebody else's: the whole
// answer follows it.
void demo_stream::skip(std::string_view prefill) {
    std::int64_t n = 0;
    while (!prefill.empty() && n < script_.size()) {
        auto const token = script_.token(n);
        if (prefill.size() < token.size() && token.starts_with(prefill)) {
            first_offset_ = prefill.size();
            break;
        }
        if (!prefill.starts_with(token)) return;
        prefill.remove_prefix(token.size());
        ++n;
    }
    next_ = first_ = n;
}

core::task<core::result<std::vector<delta>>> demo_stream::read_some() {
    std::vector<delta> out;
    if (ended_) co_return out;
    if (next_ < end_) {
        auto due = end_;
        if (options_.delay.count() > 0) {
            auto const said = next_ - first_;
            if (!co_await wait_until(opened_ + (said + 1) * options_.delay))
                co_return demo_failure(core::errc::timeout);
            due = first_ + (clock::now() - opened_) / options_.delay;
        } else if (next_ > first_) {
            co_await asio::post(timer_.get_executor(), asio::use_awaitable);   // let others have the loop
        }
        auto const until = std::min({std::max(due, next_ + 1), end_, next_ + batch_tokens_max});
        for (; next_ < until; ++next_)
            out.push_back(text_delta{script_.token(next_).substr(next_ == first_ ? first_offset_ : 0)});
        last_said_ = clock::now();
    }
    if (next_ < end_) co_return out;
    if (ending_ == ending::stall || ending_ == ending::error) {
        if (!out.empty()) co_return out;
        ended_ = true;
        if (ending_ == ending::error) co_return demo_failure(*options_.error);
        co_await wait_until(clock::time_point::max());
        co_return demo_failure(core::errc::timeout);
    }
    ended_ = true;
    if (ending_ == ending::cut) co_return out;
    add_call(out);
    add_end(out);
    co_return out;
}

void demo_stream::add_call(std::vector<delta>& out) const {
    auto const& call = script_.call();
    if (!call) return;
    auto const half = call->arguments.size() / 2;
    out.push_back(tool_call_delta{0, call->id, call->name, call->arguments.substr(0, half)});
    out.push_back(tool_call_delta{.index = 0, .arguments = call->arguments.substr(half)});
}

void demo_stream::add_end(std::vector<delta>& out) const {
    auto why = ending_ == ending::length ? finish_reason::length : finish_reason::stop;
    if (script_.call()) why = finish_reason::tool_call;
    out.push_back(usage_delta{{.prompt_tokens = prompt_tokens_, .completion_tokens = next_ - first_}});
    out.push_back(finish_delta{why});
}

core::task<bool> demo_stream::wait_until(clock::time_point when) {
    auto const silence = last_said_ + (last_said_ == opened_ ? limits_.first_token : limits_.silence);
    auto const deadline = std::min(silence, opened_ + limits_.total);
    timer_.expires_at(std::min(when, deadline));
    co_await timer_.async_wait(asio::use_awaitable);
    co_return when <= deadline;
}

}  // namespace llm
