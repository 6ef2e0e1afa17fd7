#pragma once

#include "event_loop.hpp"
#include "reply_checker.hpp"
#include "socket.hpp"
#include "http_text.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace bench {

class load_run;

// One keep-alive connection: a request, its reply, the next request. After a failure it connects again.
class load_connection final : public watcher {
public:
    load_connection(load_run& run, std::uint8_t source) : run_(run), source_(source) {}

    // Takes the run's next request and connects for it; does nothing when there is none.
    void open();

    void on_ready(std::uint32_t events) override;

    void fail_if_silent_since(steady::time_point moment);

private:
    void start_request(std::string bytes);
    void send();
    void receive();
    void take(std::string_view bytes);
    void take_body(std::string_view bytes);
    void count_tokens();
    void end_reply();
    void fail(std::string_view problem);

    load_run& run_;
    std::uint8_t source_;
    descriptor socket_;
    std::string out_;

    // The reply under way.
    bool busy_ = false;
    steady::time_point asked_;
    steady::time_point heard_;
    std::optional<steady::time_point> last_token_;
    std::string head_;                           // until it is whole
    bool in_body_ = false;
    std::optional<chunk_reader> chunks_;         // for the chunked coding
    std::uint64_t body_left_ = 0;                // for a Content-Length
    std::unique_ptr<reply_checker> checker_;
    std::uint32_t tokens_counted_ = 0;
};

}  // namespace bench
