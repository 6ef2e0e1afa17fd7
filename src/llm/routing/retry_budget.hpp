#pragma once

#include <chrono>

namespace llm {

// Of one call: how often all routes are asked again, and how long is waited before it.
struct retry_bounds {
    int retries = 2;
    std::chrono::milliseconds base{1'000};
    double factor = 2;
    std::chrono::milliseconds cap{60'000};
};

// Keeps retries to a tenth of the requests over time, so that they never multiply the load on a provider that is down:
// ten may be saved up.
class retry_budget {
public:
    void add_request();
    bool take_retry();  // false: none is left

private:
    static constexpr int per_request = 1, per_retry = 10, saved_max = 100;
    int saved_ = saved_max;
};

}  // namespace llm
