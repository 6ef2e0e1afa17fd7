#pragma once

#include <string>

namespace identity {

// Where a request comes from, for sessions' lists and the audit log.
struct client_facts {
    std::string address{};
    std::string user_agent{};
    std::string request_id{};
};

}  // namespace identity
