#pragma once

#include <chrono>
#include <cstdint>

namespace core {

// A point in civil time (UTC), to the millisecond: what is stored and shown.
using timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

// Where services take the time from, so that tests can set it. Thread-safe.
class clock {
public:
    virtual ~clock() = default;
    virtual timestamp now() const = 0;
};

class system_clock final : public clock {
public:
    timestamp now() const override {
        return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
};

inline std::int64_t to_ms(timestamp t) { return t.time_since_epoch().count(); }
inline timestamp from_ms(std::int64_t ms) { return timestamp(std::chrono::milliseconds(ms)); }

}  // namespace core
