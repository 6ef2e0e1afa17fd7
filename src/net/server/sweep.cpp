#include "net/server/sweep.hpp"

namespace net::server {

void sweep::run(time_point now) {
    for (auto it = watched_.begin(); it != watched_.end();) {
        auto& one = *it++;
        if (one.deadline > now) continue;
        one.deadline = time_point::max();
        one.expired();
    }
}

void sweep::drain() {
    for (auto it = watched_.begin(); it != watched_.end();) (it++)->drain();
}

}  // namespace net::server
