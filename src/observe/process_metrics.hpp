#pragma once

#include "core/metrics.hpp"

namespace observe {

// process_resident_memory_bytes, process_open_fds, process_max_fds and process_cpu_seconds: the names that Prometheus's
// own libraries use. They stand still between calls of refresh(), which goes before each scrape.
class process_metrics {
public:
    explicit process_metrics(core::metrics& registry);
    void refresh();

private:
    core::gauge resident_, open_files_, open_files_max_, cpu_;
};

}  // namespace observe
