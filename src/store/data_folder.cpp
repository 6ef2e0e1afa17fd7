#include "store/data_folder.hpp"

#include "store/failure.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace store {

namespace {

[[noreturn]] void refuse(std::filesystem::path const& path, std::string const& what, int error) {
    throw cannot_open(fmt::format(
        "The data folder {} can't be used: {} ({}). Make it writable for this user, or choose another with DATA_DIR.",
        path.string(), what, std::strerror(error)));
}

void create(std::filesystem::path const& path) {
    std::error_code failed;
    if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), failed);
    if (failed) refuse(path, "its parent folder can't be made", failed.value());
    if (::mkdir(path.c_str(), 0700) == 0) return;
    if (errno != EEXIST) refuse(path, "it can't be made", errno);
    if (!std::filesystem::is_directory(path, failed)) refuse(path, "it is no folder", ENOTDIR);
}

// What the holder of the lock wrote into it; 0 when it has not yet.
long holder(int lock) {
    std::array<char, 32> text{};
    if (::pread(lock, text.data(), text.size() - 1, 0) < 0) return 0;
    return std::strtol(text.data(), nullptr, 10);
}

std::string in_use(std::filesystem::path const& path, long pid) {
    auto const who = pid > 0 ? fmt::format(" (process {})", pid) : std::string();
    return fmt::format("Another Parlance server{} uses the data folder {}. Stop that one first, or give this one a "
                       "folder of its own with DATA_DIR.",
                       who, path.string());
}

}  // namespace

data_folder::data_folder(std::filesystem::path path) : path_(std::move(path)) {
    create(path_);
    auto const file = path_ / "lock";
    lock_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock_ < 0) refuse(path_, "its lock file can't be opened", errno);
    if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
        int const error = errno;
        auto const pid = holder(lock_);
        ::close(lock_);
        if (error == EWOULDBLOCK) throw cannot_open(in_use(path_, pid));
        refuse(path_, "it can't be locked", error);
    }
    // The number is for the message above only; the lock is the kernel's and ends with the process.
    auto const pid = fmt::format("{}\n", ::getpid());
    if (::ftruncate(lock_, 0) != 0 || ::pwrite(lock_, pid.data(), pid.size(), 0) < 0) {
        int const error = errno;
        ::close(lock_);
        refuse(path_, "its lock file can't be written", error);
    }
}

data_folder::~data_folder() { ::close(lock_); }

}  // namespace store
