#pragma once

#include "core/guarded.hpp"
#include "turn/running_turn.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace turn {

// The turns that run in this process. Thread-safe.
class running_turns {
public:
    struct count {
        std::int64_t kept = 0, unkept = 0;
        std::int64_t all() const { return kept + unkept; }
    };

    void add(std::shared_ptr<running_turn> turn);
    void remove(running_turn const& turn);

    std::shared_ptr<running_turn> find(std::string const& id) const;
    std::vector<std::shared_ptr<running_turn>> all() const;
    std::size_t size() const;
    count of(std::string const& user_id) const;

private:
    struct state {
        std::unordered_map<std::string, std::shared_ptr<running_turn>> by_id;
        std::unordered_map<std::string, count> by_user;
    };

    core::guarded<state> state_;
};

}  // namespace turn
