#pragma once

#include <string>
#include <vector>

namespace negative {

enum class connection_after { closed, open };

// One hostile or broken request and what must come of it.
struct h_row {
    std::string id;     // of the rule that it belongs to
    std::string name;   // unique among its id's rows
    std::string bytes;  // sent as they are
    std::vector<int> expected;   // the status of each reply, in order
    connection_after after = connection_after::closed;
    std::string answer_holds{};  // in the last reply's body
};

// Rows that one connection with nothing but bytes can show.
std::vector<h_row> const& h_rows();

// One hostile WebSocket conversation: the frames a client sends after its handshake, and the code of the server's
// close.
struct h_frames_row {
    std::string id;
    std::string name;
    std::string bytes;
    unsigned close_code;
};

std::vector<h_frames_row> const& h_frames_rows();

}  // namespace negative
