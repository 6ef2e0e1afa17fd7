#pragma once

#include <boost/intrusive/list.hpp>

#include <array>
#include <chrono>
#include <optional>

namespace bench {

using steady = std::chrono::steady_clock;

using auto_unlink = boost::intrusive::link_mode<boost::intrusive::auto_unlink>;

// Something that can wait for one moment at a time. Destroying it takes it out of the wheel.
class timer : public boost::intrusive::list_base_hook<auto_unlink> {
public:
    virtual ~timer() = default;
    virtual void on_timer() = 0;

    void cancel() {
        if (is_linked()) unlink();
    }

private:
    friend class timer_wheel;
    steady::time_point due_;
};

// Timers in slots of one millisecond: setting, cancelling and firing cost the same for one timer and for
// ten thousand. A timer further away than one turn of the wheel is put back until its turn comes.
class timer_wheel {
public:
    explicit timer_wheel(steady::time_point now) : origin_(now) {}

    void set(timer& what, steady::time_point due);

    // Fires everything due at `now`, in order of slots; what fires may set and cancel timers, itself among them.
    void advance(steady::time_point now);

    // How long until the next slot that is not empty; nothing when no timer waits.
    std::optional<std::chrono::milliseconds> until_next(steady::time_point now) const;

private:
    using slot = boost::intrusive::list<timer, boost::intrusive::constant_time_size<false>>;

    std::uint64_t tick_of(steady::time_point when) const;

    static constexpr std::size_t slot_count = 4096;
    steady::time_point origin_;
    std::uint64_t done_ = 0;   // every tick up to and including this one has fired
    std::array<slot, slot_count> slots_;
};

}  // namespace bench
