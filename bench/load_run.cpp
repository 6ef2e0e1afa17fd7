#include "load_run.hpp"

#include "load_connection.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <iostream>

namespace bench {

namespace {

constexpr std::size_t problems_max = 5;

boost::json::object percentiles(histogram const& of) {
    return {{"count", of.count()},
            {"p50", of.percentile_us(0.5)},
            {"p99", of.percentile_us(0.99)},
            {"max", of.percentile_us(1)}};
}

}  // namespace

load_run::load_run(load_options options)
    : options_(std::move(options)), started_(loop_.now()), silence_checked_(loop_.now()) {
    connections_.reserve(options_.connections);
}

load_run::~load_run() = default;

bool load_run::run() {
    on_timer();
    loop_.run();
    print_result();
    return failures_ == 0;
}

std::optional<std::string> load_run::next_request() {
    if (handed_out_ == options_.requests) return std::nullopt;
    auto body = options_.body;
    std::string credential;
    if (auto const& all = options_.credentials; !all.empty())
        credential = fmt::format("Authorization: Bearer {}\r\n", all[handed_out_ % all.size()]);
    auto const number = fmt::format_int(handed_out_++).str();
    if (auto const at = body.find("{n}"); at != body.npos) body.replace(at, 3, number);
    auto const content = body.empty()
                             ? std::string()
                             : fmt::format("Content-Type: application/json\r\nContent-Length: {}\r\n", body.size());
    return fmt::format("{} {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{}{}\r\n{}", options_.method, options_.path,
                       options_.port, credential, content, body);
}

void load_run::on_first_token(steady::duration after_request) {
    ++streaming_;
    first_token_.add(after_request);
}

void load_run::on_tokens(std::uint32_t count, std::optional<steady::duration> gap) {
    tokens_ += count;
    // With windows, what happens while the load still grows or already shrinks is not what is asked for.
    bool const measured = options_.windows == 0 || (steady_since_ && windows_closed_ < options_.windows);
    if (gap && measured) gap_.add(*gap);
}

void load_run::on_reply(steady::duration latency) {
    latency_.add(latency);
    end_request();
}

void load_run::on_failure(std::string_view problem) {
    ++failures_;
    if (problems_.size() < problems_max) problems_.emplace_back(problem);
    end_request();
}

void load_run::end_request() {
    if (++ended_ == options_.requests) loop_.stop();
}

void load_run::on_timer() {
    open_what_the_ramp_allows();
    close_windows();
    if (loop_.now() - silence_checked_ > std::chrono::seconds(1)) fail_the_silent();
    loop_.timers().set(*this, loop_.now() + std::chrono::milliseconds(1));
}

void load_run::open_what_the_ramp_allows() {
    std::chrono::duration<double> const elapsed = loop_.now() - started_;
    std::size_t allowed = options_.connections;
    if (options_.ramp > 0) allowed = std::min(allowed, static_cast<std::size_t>(elapsed.count() * options_.ramp) + 1);
    while (connections_.size() < allowed) {
        // Few connections to one address and port at a time: see connect_to_loopback.
        auto const source = static_cast<std::uint8_t>(connections_.size() / 4096);
        connections_.push_back(std::make_unique<load_connection>(*this, source));
        connections_.back()->open();
    }
}

void load_run::close_windows() {
    if (options_.windows == 0) return;
    if (!steady_since_ && streaming_ + failures_ >= options_.connections) {
        steady_since_ = loop_.now();
        print_progress("steady");
    }
    if (!steady_since_ || windows_closed_ == options_.windows) return;
    if (loop_.now() - *steady_since_ < options_.window * (windows_closed_ + 1)) return;
    ++windows_closed_;
    print_progress("window");
}

void load_run::fail_the_silent() {
    silence_checked_ = loop_.now();
    for (auto const& each : connections_) each->fail_if_silent_since(loop_.now() - options_.silence);
}

void load_run::print_progress(char const* event) const {
    std::chrono::duration<double> const elapsed = steady::now() - started_;
    std::cout << boost::json::object{{"event", event},
                                     {"seconds", elapsed.count()},
                                     {"tokens", tokens_},
                                     {"streaming", streaming_ - ended_},
                                     {"failures", failures_}}
              << std::endl;
}

void load_run::print_result() const {
    std::chrono::duration<double> const elapsed = steady::now() - started_;
    std::cout << boost::json::object{{"event", "result"},
                                     {"seconds", elapsed.count()},
                                     {"requests", ended_},
                                     {"tokens", tokens_},
                                     {"failures", failures_},
                                     {"problems", boost::json::array(problems_.begin(), problems_.end())},
                                     {"latency_us", percentiles(latency_)},
                                     {"first_token_us", percentiles(first_token_)},
                                     {"gap_us", percentiles(gap_)}}
              << std::endl;
}

}  // namespace bench
