#pragma once

#include "core/pool.hpp"
#include "core/result.hpp"
#include "core/task_group.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace cli {

// Looks every two seconds whether a file has changed, and has it read. What can't be taken over is logged, once for
// each change. Belongs to the loop of its executor; stop() it before it goes away.
class watched_file {
public:
    // `read` runs on a thread of its own; it fails with a sentence for the operator. No file: an empty path. `name` is
    // the one that the log knows it by.
    watched_file(boost::asio::any_io_executor executor, std::string path, char const* name,
                 std::function<core::result<void>()> read)
        : path_(std::move(path)), name_(name), read_(std::move(read)), group_(std::move(executor)) {}
    watched_file(watched_file const&) = delete;

    // The file as it is now is known: only what changes from here on is read.
    void mark();
    void start();
    core::task<> stop();

    // Has the file read if it has changed.
    core::result<void> look_again();

private:
    // What tells one state of a file from another.
    struct stamp {
        std::filesystem::file_time_type changed{};
        std::uintmax_t bytes = 0;

        bool operator==(stamp const&) const = default;
    };

    core::task<> watch();
    stamp look() const;

    std::string const path_;
    char const* const name_;
    std::function<core::result<void>()> const read_;
    stamp seen_{};
    core::task_group group_;
    std::unique_ptr<core::pool> reader_;  // where there is a file
};

}  // namespace cli
