#pragma once

#include <cstdint>

namespace core {

// Tokens of one or more model calls. `estimated` when a provider gave no count and ours stands in its place.
struct usage {
    std::int64_t prompt_tokens = 0;
    std::int64_t completion_tokens = 0;
    std::int64_t cached_tokens = 0;
    bool estimated = false;

    std::int64_t total() const { return prompt_tokens + completion_tokens; }
    bool operator==(usage const&) const = default;
};

}  // namespace core
