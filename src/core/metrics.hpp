#pragma once

#include <atomic>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace prometheus {
class Counter;
class Gauge;
class Histogram;
class Registry;
template <typename T>
class Family;
}  // namespace prometheus

namespace core {

// Handles of single series: cheap to copy, a few nanoseconds to use, thread-safe. They live as long as their registry.
class counter {
public:
    explicit counter(prometheus::Counter& cell) : cell_(&cell) {}
    void add(double by = 1);

private:
    prometheus::Counter* cell_;
};

class gauge {
public:
    explicit gauge(prometheus::Gauge& cell) : cell_(&cell) {}
    void set(double value);
    void add(double by);

private:
    prometheus::Gauge* cell_;
};

class histogram {
public:
    explicit histogram(prometheus::Histogram& cell) : cell_(&cell) {}
    void observe(double value);

private:
    prometheus::Histogram* cell_;
};

// All series of one name. Looking a handle up costs some 200 ns: keep it. Once `series_max` sets of label values are
// known, a new one gets the series whose labels are all "other", so that no input can grow the registry.
template <class Cell, class Handle>
class metric_family {
public:
    static constexpr std::size_t series_max = 500;

    metric_family(prometheus::Family<Cell>& family, std::vector<std::string> labels, std::vector<double> buckets = {});

    // `values` in the order of the labels.
    Handle at(std::initializer_list<std::string_view> values);

private:
    prometheus::Family<Cell>* family_;
    std::vector<std::string> labels_;
    std::vector<double> buckets_;
    std::shared_ptr<std::atomic<std::size_t>> series_;
};

using counter_family = metric_family<prometheus::Counter, counter>;
using gauge_family = metric_family<prometheus::Gauge, gauge>;
using histogram_family = metric_family<prometheus::Histogram, histogram>;

// Where everyone registers what they count. One per process, made by main and passed down. A family is made once, by
// its owner, at start.
class metrics {
public:
    metrics();
    metrics(metrics const&) = delete;
    ~metrics();

    counter_family counters(std::string const& name, std::string const& help, std::vector<std::string> labels = {});
    gauge_family gauges(std::string const& name, std::string const& help, std::vector<std::string> labels = {});
    // `buckets`: their upper bounds, rising.
    histogram_family histograms(std::string const& name, std::string const& help, std::vector<std::string> labels,
                                std::vector<double> buckets);

    prometheus::Registry& registry() const { return *registry_; }

private:
    std::unique_ptr<prometheus::Registry> registry_;
};

}  // namespace core
