#include "load_connection.hpp"

#include "load_run.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include <sys/epoll.h>
#include <sys/socket.h>

namespace bench {

void load_connection::open() {
    while (auto request = run_.next_request()) {
        start_request(std::move(*request));
        try {
            socket_ = connect_to_loopback(run_.options().port, source_);
            run_.loop().watch(socket_.get(), *this, EPOLLOUT);
            return;
        } catch (std::system_error const& failure) {
            busy_ = false;
            run_.on_failure(failure.what());
        }
    }
}

void load_connection::start_request(std::string bytes) {
    out_ = std::move(bytes);
    busy_ = true;
    asked_ = heard_ = steady::now();
    last_token_.reset();
    head_.clear();
    in_body_ = false;
    chunks_.reset();
    body_left_ = 0;
    checker_ = make_reply_checker(run_.options().shape, run_.options().tokens);
    tokens_counted_ = 0;
}

void load_connection::on_ready(std::uint32_t events) {
    if (events & EPOLLOUT) send();
    else receive();
}

void load_connection::send() {
    auto const sent = ::send(socket_.get(), out_.data(), out_.size(), MSG_NOSIGNAL);
    if (sent < 0) return fail(std::strerror(errno));
    out_.erase(0, static_cast<std::size_t>(sent));
    if (out_.empty()) run_.loop().change(socket_.get(), *this, EPOLLIN);
}

void load_connection::receive() {
    auto& buffer = run_.buffer();
    auto const count = recv(socket_.get(), buffer.data(), buffer.size(), 0);
    if (count < 0 && errno == EAGAIN) return;
    if (count < 0) return fail(std::strerror(errno));
    if (count == 0) return fail("the server closed the connection");
    if (!busy_) return fail("bytes that no request asked for");
    heard_ = run_.loop().now();
    take({buffer.data(), static_cast<std::size_t>(count)});
}

void load_connection::take(std::string_view bytes) {
    if (in_body_) return take_body(bytes);
    head_ += bytes;
    auto const head = parse_head(head_);
    if (!head) return;
    if (!head->first_line.starts_with("HTTP/1.1 200 "))
        return fail(fmt::format("{} {}", head->first_line, std::string_view(head_).substr(head->bytes, 300)));
    if (head->chunked) chunks_.emplace();
    else if (head->content_length) body_left_ = *head->content_length;
    else return fail("a reply without a length");
    in_body_ = true;
    auto const rest = head_.substr(head->bytes);
    head_ = std::string();
    take_body(rest);
}

void load_connection::take_body(std::string_view bytes) {
    bool ended = false;
    if (chunks_) {
        auto const state = chunks_->feed(bytes, [this](std::string_view part) { checker_->feed(part); });
        if (state == chunk_reader::state::broken) return fail("broken chunked coding");
        ended = state == chunk_reader::state::done;
    } else {
        if (bytes.size() > body_left_) return fail("more bytes than the length said");
        checker_->feed(bytes);
        body_left_ -= bytes.size();
        ended = body_left_ == 0;
    }
    if (!checker_->problem().empty()) return fail(checker_->problem());
    count_tokens();
    if (ended) end_reply();
}

void load_connection::count_tokens() {
    auto const fresh = checker_->tokens() - tokens_counted_;
    if (fresh == 0) return;
    auto const now = run_.loop().now();
    if (last_token_) run_.on_tokens(fresh, now - *last_token_);
    else {
        run_.on_first_token(now - asked_);
        run_.on_tokens(fresh, std::nullopt);
    }
    last_token_ = now;
    tokens_counted_ += fresh;
}

void load_connection::end_reply() {
    if (auto const& problem = checker_->conclude(); !problem.empty()) return fail(problem);
    count_tokens();   // a JSON reply is read only when it is whole
    busy_ = false;
    run_.on_reply(steady::now() - asked_);
    auto request = run_.next_request();
    if (!request) return;
    start_request(std::move(*request));
    send();
    if (!out_.empty()) run_.loop().change(socket_.get(), *this, EPOLLOUT);
}

void load_connection::fail(std::string_view problem) {
    auto const reported = std::string(problem);   // may belong to the reply that ends here
    bool const was_busy = std::exchange(busy_, false);
    socket_ = descriptor();
    if (!was_busy) return;
    run_.on_failure(reported);
    open();
}

void load_connection::fail_if_silent_since(steady::time_point moment) {
    if (busy_ && heard_ < moment) fail("silence");
}

}  // namespace bench
