#pragma once

#include <mutex>
#include <utility>

namespace core {

// State that is one per process and small, shared by all loops. `with(f)` runs a short function under its mutex;
// f must not suspend, block, or reach for another guarded value.
template <class T>
class guarded {
public:
    template <class... Args>
    explicit guarded(Args&&... args) : value_(std::forward<Args>(args)...) {}

    template <class F>
    decltype(auto) with(F&& f) {
        std::lock_guard const lock(mutex_);
        return std::forward<F>(f)(value_);
    }

    template <class F>
    decltype(auto) with(F&& f) const {
        std::lock_guard const lock(mutex_);
        return std::forward<F>(f)(value_);
    }

private:
    mutable std::mutex mutex_;
    T value_;
};

}  // namespace core
