#pragma once

#include <string>
#include <vector>

namespace negative {

// Notes which statements every SQLite connection of this process runs, in order. Make it before the connections are
// opened; one at a time.
class statement_recorder {
public:
    statement_recorder();
    statement_recorder(statement_recorder const&) = delete;
    ~statement_recorder();

    void start();
    std::vector<std::string> stop();

    // Whether a connection that finds the database held by another gives up at once, from its next statement on.
    void never_wait(bool so);
};

}  // namespace negative
