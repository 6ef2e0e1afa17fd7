#pragma once

#include "support/temporary_folder.hpp"

#include <string>

#include <sys/types.h>

namespace support {

// A real PostgreSQL 15 for the time of a test: a new cluster in a temporary folder, reached by a socket in it, so that
// no port is taken. Runs as an unprivileged user when the test runs as root, because PostgreSQL refuses root. Ends with
// its owner, also when that crashes.
class postgres {
public:
    // Throws std::runtime_error with the server's own words when it does not start.
    postgres();
    postgres(postgres const&) = delete;
    ~postgres();

    // For PQconnectdb.
    std::string connection_string() const;

private:
    void initialise();
    void start();

    temporary_folder folder_;
    pid_t server_ = -1;
    int output_ = -1;
};

}  // namespace support
