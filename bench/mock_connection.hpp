#pragma once

#include "event_loop.hpp"
#include "mock_replies.hpp"
#include "socket.hpp"

#include <cstdint>
#include <string>

namespace bench {

// One client of the mock, from accept to close. Owns itself: it is gone once its socket is.
class mock_connection final : public watcher, public timer {
public:
    static void adopt(event_loop& loop, descriptor socket);

    void on_ready(std::uint32_t events) override;
    void on_timer() override;

private:
    mock_connection(event_loop& loop, descriptor socket);

    enum class next_step { go_on, close };
    next_step receive();
    next_step answer_requests();
    void answer(std::string_view first_line, std::string_view body);
    void start_stream();
    next_step write_due_tokens();
    next_step flush();

    event_loop& loop_;
    descriptor socket_;
    std::string in_;
    std::string out_;
    bool waits_for_room_ = false;

    // The stream being answered, if any.
    bool streaming_ = false;
    completion_request request_;
    model_script script_;
    std::uint32_t written_ = 0;   // tokens
    steady::time_point started_;
};

}  // namespace bench
