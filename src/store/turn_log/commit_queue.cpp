#include "store/turn_log/commit_queue.hpp"

#include <utility>

namespace store {

void commit_queue::push(journal_row row, bool urgent) {
    waiting_.push_back(std::move(row));
    urgent_ = urgent_ || urgent;
}

std::optional<commit_queue::time_point> commit_queue::ready_at() const {
    if (in_flight_) return std::nullopt;
    if (!retry_.empty()) return last_ + limits_.retry;
    if (waiting_.empty()) return std::nullopt;
    return urgent_ ? last_ : last_ + limits_.spacing;
}

journal_batch commit_queue::take(time_point now) {
    in_flight_ = true;
    last_ = now;
    if (!retry_.empty()) return std::exchange(retry_, {});
    urgent_ = false;
    return std::exchange(waiting_, {});
}

void commit_queue::succeeded() {
    in_flight_ = false;
    stalled_ = false;
    failing_since_.reset();
}

void commit_queue::failed(time_point now, journal_batch same) {
    in_flight_ = false;
    retry_ = std::move(same);
    if (!failing_since_) failing_since_ = now;
    if (now - *failing_since_ >= limits_.patience) stalled_ = true;
}

}  // namespace store
