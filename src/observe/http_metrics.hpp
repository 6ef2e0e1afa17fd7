#pragma once

#include "core/metrics.hpp"

#include <chrono>
#include <string_view>

namespace observe {

// http_requests_total and http_request_duration_seconds. Thread-safe.
class http_metrics {
public:
    explicit http_metrics(core::metrics& registry);

    // The series of one route, found once, when the routes are made. `pattern` is the route's ("/api/v1/chat"), never
    // the path that was asked for: labels must be few.
    class route {
    public:
        void finished(int status, std::chrono::nanoseconds took);

    private:
        friend class http_metrics;
        route(core::counter (&by_class)[5], core::histogram duration);
        core::counter by_class_[5];
        core::histogram duration_;
    };
    route at(std::string_view method, std::string_view pattern);

private:
    core::counter_family requests_;
    core::histogram_family duration_;
};

}  // namespace observe
