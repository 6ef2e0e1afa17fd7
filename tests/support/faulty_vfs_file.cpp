#include "support/faulty_vfs_file.hpp"

#include <algorithm>

namespace support {

namespace {

bool chance(std::mt19937_64& random, std::uint64_t percent) { return random() % 100 < percent; }

}  // namespace

void faulty_vfs_file::apply(std::string& content, change const& one) {
    if (one.is_truncation) {
        content.resize(one.offset);
        return;
    }
    // What lies between the old end and a later write reads as zeros, as in a file with a hole.
    if (content.size() < one.offset + one.bytes.size()) content.resize(one.offset + one.bytes.size());
    content.replace(one.offset, one.bytes.size(), one.bytes);
}

void faulty_vfs_file::apply_some_sectors(std::string& content, change const& one, std::mt19937_64& random) {
    if (one.is_truncation) {
        if (chance(random, 50)) apply(content, one);
        return;
    }
    std::size_t const sector = chance(random, 50) ? 512 : 4096;
    for (std::size_t at = 0; at < one.bytes.size();) {
        // Sectors are aligned to the file, not to the write.
        auto const length = std::min(one.bytes.size() - at, sector - (one.offset + at) % sector);
        if (chance(random, 50))
            apply(content, {.is_truncation = false, .offset = one.offset + at, .bytes = one.bytes.substr(at, length)});
        at += length;
    }
}

void faulty_vfs_file::write(std::size_t offset, std::string_view bytes) {
    unsynced_.push_back({.is_truncation = false, .offset = offset, .bytes = std::string(bytes)});
    apply(seen_, unsynced_.back());
}

void faulty_vfs_file::truncate(std::size_t size) {
    unsynced_.push_back({.is_truncation = true, .offset = size});
    apply(seen_, unsynced_.back());
}

void faulty_vfs_file::sync() {
    for (auto const& one : unsynced_) apply(durable_, one);
    unsynced_.clear();
}

std::string faulty_vfs_file::survivors(std::mt19937_64& random) const {
    auto content = durable_;
    if (unsynced_.empty() || chance(random, 25)) return content;
    if (chance(random, 25)) return seen_;
    if (chance(random, 50)) {
        auto const whole = random() % unsynced_.size();
        for (std::size_t i = 0; i < whole; ++i) apply(content, unsynced_[i]);
        apply_some_sectors(content, unsynced_[whole], random);
    } else {
        for (auto const& one : unsynced_) apply_some_sectors(content, one, random);
    }
    return content;
}

}  // namespace support
