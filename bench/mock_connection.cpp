#include "mock_connection.hpp"

#include "http_text.hpp"

#include <array>
#include <cerrno>
#include <exception>

#include <sys/epoll.h>
#include <sys/socket.h>

namespace bench {

void mock_connection::adopt(event_loop& loop, descriptor socket) {
    auto* made = new mock_connection(loop, std::move(socket));
    loop.watch(made->socket_.get(), *made, EPOLLIN);
}

mock_connection::mock_connection(event_loop& loop, descriptor socket) : loop_(loop), socket_(std::move(socket)) {}

void mock_connection::on_ready(std::uint32_t events) {
    auto next = next_step::go_on;
    if (events & (EPOLLIN | EPOLLERR | EPOLLHUP)) next = receive();
    if (next == next_step::go_on && !out_.empty()) next = flush();
    if (next == next_step::close) delete this;
}

void mock_connection::on_timer() {
    auto next = write_due_tokens();
    if (next == next_step::go_on) next = answer_requests();
    if (next == next_step::go_on) next = flush();
    if (next == next_step::close) delete this;
}

mock_connection::next_step mock_connection::receive() {
    std::array<char, 16 * 1024> bytes;
    for (;;) {
        auto const count = recv(socket_.get(), bytes.data(), bytes.size(), 0);
        if (count < 0 && errno == EAGAIN) break;
        if (count <= 0) return next_step::close;
        in_.append(bytes.data(), static_cast<std::size_t>(count));
        if (static_cast<std::size_t>(count) < bytes.size()) break;
    }
    return answer_requests();
}

// Answers what has arrived whole, one request after the other; a stream holds up those behind it.
mock_connection::next_step mock_connection::answer_requests() {
    while (!streaming_) {
        auto const head = parse_head(in_);
        if (!head) break;
        if (head->chunked) {
            out_ += error_reply(411, "The mock wants a Content-Length.");
            in_.clear();
            break;
        }
        auto const body_bytes = static_cast<std::size_t>(head->content_length.value_or(0));
        if (in_.size() - head->bytes < body_bytes) break;
        answer(head->first_line, std::string_view(in_).substr(head->bytes, body_bytes));
        in_.erase(0, head->bytes + body_bytes);
        if (streaming_ && write_due_tokens() == next_step::close) return next_step::close;
    }
    if (in_.empty()) in_.shrink_to_fit();   // thousands of idle streams keep no buffers
    return next_step::go_on;
}

void mock_connection::answer(std::string_view first_line, std::string_view body) {
    if (first_line.starts_with("GET /v1/models ")) {
        out_ += models_reply();
        return;
    }
    if (!first_line.starts_with("POST /v1/chat/completions ")) {
        out_ += error_reply(404, "The mock knows /v1/models and /v1/chat/completions.");
        return;
    }
    try {
        request_ = parse_completion_request(body);
    } catch (std::exception const&) {
        out_ += error_reply(400, "The body is no JSON object with a model.");
        return;
    }
    auto const script = parse_model(request_.model);
    if (!script) out_ += error_reply(404, "The mock has no model of this name.");
    else if (script->status != 200) out_ += error_reply(script->status, "The mock refuses.");
    else if (!request_.stream) out_ += completion_reply(request_, *script);
    else {
        script_ = *script;
        start_stream();
    }
}

void mock_connection::start_stream() {
    streaming_ = true;
    written_ = 0;
    started_ = loop_.now();
    out_ += stream_head();
}

// Writes what is due by now, and sets the timer for what comes next.
mock_connection::next_step mock_connection::write_due_tokens() {
    for (;;) {
        if (written_ == script_.stall_at) return next_step::go_on;
        if (written_ == script_.cut_at) {
            flush();
            return next_step::close;
        }
        if (written_ == script_.error_at || written_ == script_.tokens) break;
        auto const due = started_ + script_.delay_of(written_ + 1);
        if (due > loop_.now()) {
            loop_.timers().set(*this, due);
            return next_step::go_on;
        }
        append_token(out_, written_++);
    }
    if (written_ == script_.error_at) append_error(out_);
    else append_end(out_, request_, script_);
    streaming_ = false;
    return next_step::go_on;
}

mock_connection::next_step mock_connection::flush() {
    while (!out_.empty()) {
        auto const sent = send(socket_.get(), out_.data(), out_.size(), MSG_NOSIGNAL);
        if (sent < 0) {
            if (errno != EAGAIN) return next_step::close;
            if (!waits_for_room_) loop_.change(socket_.get(), *this, EPOLLIN | EPOLLOUT);
            waits_for_room_ = true;
            return next_step::go_on;
        }
        out_.erase(0, static_cast<std::size_t>(sent));
    }
    out_.shrink_to_fit();
    if (waits_for_room_) loop_.change(socket_.get(), *this, EPOLLIN);
    waits_for_room_ = false;
    return next_step::go_on;
}

}  // namespace bench
