#pragma once

#include "core/clock.hpp"

#include <atomic>

namespace support {

// A clock that stands still until the test moves it.
class manual_clock final : public core::clock {
public:
    core::timestamp now() const override { return core::from_ms(ms_.load()); }
    void advance(std::chrono::milliseconds by) { ms_ += by.count(); }

private:
    std::atomic<std::int64_t> ms_{1'790'000'000'000};
};

}  // namespace support
