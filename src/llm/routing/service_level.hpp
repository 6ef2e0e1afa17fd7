#pragma once

#include <cstdint>

namespace llm {

// How much of the service there is: the model that was chosen answers; another one does; only answers that are stored;
// nobody.
enum class service_level : std::uint8_t { full, degraded, minimal, offline };

constexpr char const* to_string(service_level level) {
    switch (level) {
    case service_level::full:     return "full";
    case service_level::degraded: return "degraded";
    case service_level::minimal:  return "minimal";
    case service_level::offline:  return "offline";
    }
    return "full";
}

}  // namespace llm
