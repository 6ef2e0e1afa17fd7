#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace support {

// One file as a running process sees it, and what a disk would have of it after a power cut. Everything since the last
// sync is at the mercy of the cut: sectors reach the disk in any order, or not at all.
class faulty_vfs_file {
public:
    explicit faulty_vfs_file(std::string content) : seen_(content), durable_(std::move(content)) {}

    std::string const& seen() const { return seen_; }

    void write(std::size_t offset, std::string_view bytes);
    void truncate(std::size_t size);
    void sync();

    // What is left after a power cut: the synced state and, by chance, nothing, everything, a torn prefix or any
    // sectors of what was written since.
    std::string survivors(std::mt19937_64& random) const;

private:
    struct change {
        bool is_truncation;
        std::size_t offset;   // or the new size
        std::string bytes{};
    };
    static void apply(std::string& content, change const& one);
    static void apply_some_sectors(std::string& content, change const& one, std::mt19937_64& random);

    std::string seen_;
    std::string durable_;
    std::vector<change> unsynced_;
};

}  // namespace support
