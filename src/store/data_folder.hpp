#pragma once

#include <filesystem>

namespace store {

// The folder that holds all of an installation's data, held for as long as this lives: one server at a time.
class data_folder {
public:
    // Creates the folder (mode 0700) if it is missing and takes its lock. Throws cannot_open, with what to do, when
    // another server holds it or it can't be written.
    explicit data_folder(std::filesystem::path path);
    data_folder(data_folder const&) = delete;
    ~data_folder();

    std::filesystem::path const& path() const { return path_; }

private:
    std::filesystem::path path_;
    int lock_ = -1;
};

}  // namespace store
