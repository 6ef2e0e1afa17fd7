#pragma once

#include "core/guarded.hpp"
#include "llm/message.hpp"

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace turn {

// What providers want back with an answer that called tools (signatures, encrypted thoughts), for callers whose API has
// no place for it: they send the answer back word for word, and that is how it is found again. In memory only, and
// bounded: what was kept first is forgotten first. Thread-safe.
class replay_memory {
public:
    explicit replay_memory(std::size_t bytes_max = std::size_t(16) << 20) : bytes_max_(bytes_max) {}

    // Remembers what `answer` has to replay, if it called tools.
    void keep(std::string_view user_id, llm::message const& answer);

    // Puts it back into answers of a prompt of the same user.
    void recall(std::string_view user_id, std::vector<llm::message>& prompt) const;

private:
    struct state {
        std::unordered_map<std::string, llm::replay> by_key;
        std::deque<std::string> oldest_first;
        std::size_t bytes = 0;
    };

    std::size_t const bytes_max_;
    core::guarded<state> state_;
};

}  // namespace turn
