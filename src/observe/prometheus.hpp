#pragma once

#include "core/metrics.hpp"

#include <string>

namespace observe {

inline constexpr char prometheus_content_type[] = "text/plain; version=0.0.4; charset=utf-8";

// All series in Prometheus's text format. Thread-safe; some hundred microseconds for 500 series.
std::string prometheus_text(core::metrics const& all);

}  // namespace observe
