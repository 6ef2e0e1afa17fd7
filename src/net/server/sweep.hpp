#pragma once

#include <boost/intrusive/list.hpp>

#include <chrono>

namespace net::server {

using time_point = std::chrono::steady_clock::time_point;

// Something with a deadline that one sweep looks after. It leaves the sweep when it is destroyed.
class watched : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
public:
    virtual ~watched() = default;

    // Called once when the deadline has passed; the deadline is then none.
    virtual void expired() = 0;

    // Called when the server stops: end now if nothing is under way, else after it.
    virtual void drain() = 0;

    time_point deadline = time_point::max();
};

// All deadlines of one loop, compared together now and then: one timer serves ten thousand connections.
// No I/O, no clock; not thread-safe.
class sweep {
public:
    void add(watched& what) { watched_.push_back(what); }

    // Tells everyone whose deadline is not after `now`. Who is told may destroy itself, but no one else.
    void run(time_point now);

    // Asks everyone to end; then tells everyone that time is up.
    void drain();
    void cut() { run(time_point::max()); }

private:
    boost::intrusive::list<watched, boost::intrusive::constant_time_size<false>> watched_;
};

}  // namespace net::server
