#include "cli/watched_file.hpp"

#include "core/async.hpp"
#include "core/interrupt.hpp"
#include "core/log.hpp"

#include <chrono>

namespace cli {

void watched_file::mark() {
    if (!path_.empty()) seen_ = look();
}

void watched_file::start() {
    if (path_.empty()) return;
    reader_ = std::make_unique<core::pool>(name_, 1, 1);
    core::spawn(group_, name_, [this] { return watch(); });
}

core::task<> watched_file::stop() {
    group_.cancel();
    co_await group_.wait();
}

core::result<void> watched_file::look_again() {
    auto const now = look();
    if (now == seen_) return {};
    seen_ = now;
    return read_();
}

core::task<> watched_file::watch() {
    for (;;) {
        co_await core::sleep_for(std::chrono::seconds(2));
        auto again = [this] { return look_again(); };
        auto const read = co_await core::offload(*reader_, again);
        if (!read) core::log(core::level::error, name_, read.error().message);
    }
}

// A file that is gone for a moment, while it is replaced, looks like one of no bytes.
watched_file::stamp watched_file::look() const {
    std::error_code failed;
    stamp out{std::filesystem::last_write_time(path_, failed), 0};
    auto const bytes = std::filesystem::file_size(path_, failed);
    if (!failed) out.bytes = bytes;
    return out;
}

}  // namespace cli
