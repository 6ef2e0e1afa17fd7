#include "observe/http_metrics.hpp"

#include <algorithm>

namespace observe {

http_metrics::http_metrics(core::metrics& registry)
    : requests_(registry.counters("http_requests_total", "Requests answered.", {"method", "endpoint", "status"})),
      duration_(registry.histograms("http_request_duration_seconds", "From a request's head to its reply's end.",
                                    {"method", "endpoint"},
                                    {0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120})) {}

http_metrics::route http_metrics::at(std::string_view method, std::string_view pattern) {
    core::counter by_class[] = {requests_.at({method, pattern, "1xx"}), requests_.at({method, pattern, "2xx"}),
                                requests_.at({method, pattern, "3xx"}), requests_.at({method, pattern, "4xx"}),
                                requests_.at({method, pattern, "5xx"})};
    return {by_class, duration_.at({method, pattern})};
}

http_metrics::route::route(core::counter (&by_class)[5], core::histogram duration)
    : by_class_{by_class[0], by_class[1], by_class[2], by_class[3], by_class[4]}, duration_(duration) {}

void http_metrics::route::finished(int status, std::chrono::nanoseconds took) {
    by_class_[std::clamp(status / 100, 1, 5) - 1].add();
    duration_.observe(std::chrono::duration<double>(took).count());
}

}  // namespace observe
