#pragma once

#include "event_loop.hpp"
#include "histogram.hpp"
#include "load_options.hpp"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace bench {

class load_connection;

// One run: opens the connections, hands out requests, counts what comes back.
class load_run final : public timer {
public:
    explicit load_run(load_options options);
    ~load_run() override;

    // Runs to the end and prints the result; true when no request failed.
    bool run();

    // For the connections.
    event_loop& loop() { return loop_; }
    load_options const& options() const { return options_; }
    std::array<char, 64 * 1024>& buffer() { return buffer_; }
    std::optional<std::string> next_request();   // bytes for the wire; nothing once all are handed out
    void on_first_token(steady::duration after_request);
    void on_tokens(std::uint32_t count, std::optional<steady::duration> gap);
    void on_reply(steady::duration latency);
    void on_failure(std::string_view problem);

private:
    void on_timer() override;   // every millisecond or so: ramp, windows, silence
    void open_what_the_ramp_allows();
    void close_windows();
    void fail_the_silent();
    void end_request();
    void print_progress(char const* event) const;
    void print_result() const;

    load_options options_;
    event_loop loop_;
    std::array<char, 64 * 1024> buffer_;
    std::vector<std::unique_ptr<load_connection>> connections_;
    steady::time_point started_;

    std::uint32_t handed_out_ = 0;
    std::uint32_t ended_ = 0;
    std::uint64_t tokens_ = 0;
    std::uint32_t failures_ = 0;
    std::vector<std::string> problems_;   // of the first failures

    std::uint32_t streaming_ = 0;         // replies that have had a token
    std::uint32_t windows_closed_ = 0;
    std::optional<steady::time_point> steady_since_;
    steady::time_point silence_checked_;

    histogram latency_;
    histogram first_token_;
    histogram gap_;
};

}  // namespace bench
