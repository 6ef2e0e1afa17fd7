#include "llm/wire/answer_stream.hpp"

#include "llm/wire/failure.hpp"
#include "llm/wire/whole_body.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <utility>

namespace llm {
namespace {

namespace asio = core::asio;

constexpr std::size_t whole_bytes_max = 8u << 20;
constexpr std::chrono::milliseconds linger{50};

bool is_whole(net::client_response const& body) {
    return body.fields().get("content-type").starts_with("application/json");
}

}  // namespace

answer_stream::answer_stream(std::unique_ptr<net::client_response> body, upstream const& by,
                             std::unique_ptr<answer_reader> reader)
    : body_(std::move(body)), by_(by), reader_(std::move(reader)), whole_(is_whole(*body_)) {}

void answer_stream::go_on(std::unique_ptr<net::client_response> body) {
    whole_ = is_whole(*body);
    body_ = std::move(body);
    failure_.reset();
    reader_->reopen();
}

core::task<core::result<std::vector<delta>>> answer_stream::read_some() {
    std::vector<delta> out;
    while (out.empty() && body_ && !failure_) {
        if (reader_->done()) {
            co_await drain();
            break;
        }
        auto const more = co_await read_piece(out);
        if (!more) failure_ = more.error();
        else if (!*more) body_.reset();
    }
    if (!out.empty() || !failure_) co_return out;
    body_.reset();
    co_return *std::exchange(failure_, std::nullopt);
}

core::task<core::result<bool>> answer_stream::read_piece(std::vector<delta>& out) {
    core::result<std::string> bytes;
    if (whole_) bytes = co_await read_whole_body(*body_, whole_bytes_max);
    else bytes = co_await body_->read_some();
    if (bytes && !bytes->empty()) {
        auto const taken = whole_ ? reader_->read_whole(*bytes, out) : reader_->feed(*bytes, out);
        if (!taken) co_return taken.error();
        co_return true;
    }
    auto const ended = reader_->end(out);
    if (ended) co_return false;   // complete, even if the connection broke after it
    if (!bytes && bytes.error().code == core::errc::timeout) co_return late(by_, bytes.error());
    co_return ended.error();
}

core::task<> answer_stream::drain() {
    if (body_->at_end()) co_return body_.reset();   // mostly: its end came along with that of the answer
    using namespace asio::experimental::awaitable_operators;
    asio::steady_timer patience(co_await asio::this_coro::executor, linger);
    co_await (read_rest() || patience.async_wait(asio::use_awaitable));
    body_.reset();
}

core::task<> answer_stream::read_rest() {
    for (;;) {
        auto const more = co_await body_->read_some();
        if (!more || more->empty()) co_return;
    }
}

}  // namespace llm
