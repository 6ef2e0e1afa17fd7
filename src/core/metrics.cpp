#include "core/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <cassert>
#include <type_traits>

namespace core {

void counter::add(double by) { cell_->Increment(by); }
void gauge::set(double value) { cell_->Set(value); }
void gauge::add(double by) { cell_->Increment(by); }
void histogram::observe(double value) { cell_->Observe(value); }

template <class Cell, class Handle>
metric_family<Cell, Handle>::metric_family(prometheus::Family<Cell>& family, std::vector<std::string> labels,
                                           std::vector<double> buckets)
    : family_(&family), labels_(std::move(labels)), buckets_(std::move(buckets)),
      series_(std::make_shared<std::atomic<std::size_t>>(0)) {}

template <class Cell, class Handle>
Handle metric_family<Cell, Handle>::at(std::initializer_list<std::string_view> values) {
    assert(values.size() == labels_.size());
    prometheus::Labels labels;
    auto value = values.begin();
    for (auto const& name : labels_) labels.emplace(name, std::string(*value++));
    if (!family_->Has(labels) && series_->fetch_add(1) >= series_max)
        for (auto& [name, text] : labels) text = "other";
    if constexpr (std::is_same_v<Cell, prometheus::Histogram>) return Handle(family_->Add(labels, buckets_));
    else return Handle(family_->Add(labels));
}

template class metric_family<prometheus::Counter, counter>;
template class metric_family<prometheus::Gauge, gauge>;
template class metric_family<prometheus::Histogram, histogram>;

metrics::metrics() : registry_(std::make_unique<prometheus::Registry>()) {}
metrics::~metrics() = default;

counter_family metrics::counters(std::string const& name, std::string const& help, std::vector<std::string> labels) {
    return {prometheus::BuildCounter().Name(name).Help(help).Register(*registry_), std::move(labels)};
}

gauge_family metrics::gauges(std::string const& name, std::string const& help, std::vector<std::string> labels) {
    return {prometheus::BuildGauge().Name(name).Help(help).Register(*registry_), std::move(labels)};
}

histogram_family metrics::histograms(std::string const& name, std::string const& help, std::vector<std::string> labels,
                                     std::vector<double> buckets) {
    return {prometheus::BuildHistogram().Name(name).Help(help).Register(*registry_), std::move(labels),
            std::move(buckets)};
}

}  // namespace core
