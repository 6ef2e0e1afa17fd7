#include "observe/prometheus.hpp"

#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <sstream>

namespace observe {

std::string prometheus_text(core::metrics const& all) {
    std::ostringstream out;
    prometheus::TextSerializer().Serialize(out, all.registry().Collect());
    return std::move(out).str();
}

}  // namespace observe
