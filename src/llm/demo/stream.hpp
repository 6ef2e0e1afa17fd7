#pragma once

#include "llm/demo/script.hpp"
#include "llm/provider.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace llm {

// Plays a demo_script against the clock. Belongs to the loop of its executor.
class demo_stream final : public stream {
public:
    demo_stream(core::asio::any_io_executor executor, completion_request const& request, demo_options const& options,
                deadlines limits);

    core::task<core::result<std::vector<delta>>> read_some() override;

private:
    using clock = std::chrono::steady_clock;

    void skip(std::string_view prefill);
    void add_call(std::vector<delta>& out) const;
    void add_end(std::vector<delta>& out) const;

    // Waits until `when`; false where a deadline passes before.
    core::task<bool> wait_until(clock::time_point when);

    demo_script script_;
    demo_options options_;
    deadlines limits_;
    core::asio::steady_timer timer_;
    clock::time_point const opened_;
    clock::time_point last_said_;
    std::int64_t prompt_tokens_;
    std::int64_t first_ = 0;        // the token that this stream begins with, perhaps inside it
    std::size_t first_offset_ = 0;  // so many of its bytes were given
    std::int64_t next_ = 0;         // the token to say next
    std::int64_t end_ = 0;          // where the tokens of this stream end
    enum class ending : std::uint8_t { stop, length, cut, stall, error } ending_ = ending::stop;
    bool ended_ = false;
};

}  // namespace llm
