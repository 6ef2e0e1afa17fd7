#include "store/turn_log/live_log.hpp"

#include <cassert>
#include <cstring>

namespace store {

std::uint64_t live_log::append(event_kind kind, std::string_view data) {
    assert(!closed());
    if (kind == event_kind::note) {
        note_ = data;
        noted_at_ = appended();
        return noted_at_;
    }
    bytes_ += data;
    entries_.push_back({static_cast<std::uint32_t>(bytes_.size()), tokens_, static_cast<std::uint32_t>(kind)});
    if (kind == event_kind::token) ++tokens_;
    return entries_.size();
}

void live_log::replay(std::uint64_t sequence, event_kind kind, std::string_view data) {
    if (closed()) return;
    if (kind == event_kind::note) append(kind, data);
    else if (sequence == appended() + 1) commit(append(kind, data));
}

void live_log::commit(std::uint64_t sequence) {
    assert(sequence <= appended());
    if (sequence > committed_) committed_ = sequence;
}

std::vector<turn_event> live_log::read(std::uint64_t after, std::size_t bytes_max) const {
    std::vector<turn_event> out;
    if (after >= committed_) return out;
    out.reserve(std::min<std::uint64_t>(committed_ - after, 16));
    std::size_t bytes = 0;
    for (auto sequence = after + 1; sequence <= committed_; ++sequence) {
        bytes += end_of(sequence) - end_of(sequence - 1);
        if (!out.empty() && bytes > bytes_max) break;
        out.push_back(at(sequence));
    }
    return out;
}

turn_event live_log::at(std::uint64_t sequence) const {
    auto const begin = end_of(sequence - 1);
    auto const& found = entries_[sequence - 1];
    return {sequence, kind_of(found), bytes_.substr(begin, found.end - begin), found.index};
}

// Each event is one byte of kind, four bytes of length (little-endian), and its data.
std::string live_log::encode() const {
    std::string out;
    out.reserve(bytes_.size() + 5 * entries_.size());
    std::size_t begin = 0;
    for (auto const& e : entries_) {
        std::uint32_t const length = e.end - static_cast<std::uint32_t>(begin);
        out += static_cast<char>(e.kind);
        for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(length >> shift);
        out.append(bytes_, begin, length);
        begin = e.end;
    }
    return out;
}

std::optional<live_log> live_log::decode(std::string_view bytes) {
    live_log log;
    while (!bytes.empty()) {
        if (bytes.size() < 5 || log.closed()) return std::nullopt;
        auto const kind = static_cast<unsigned char>(bytes[0]);
        std::uint32_t length = 0;
        for (int i = 0; i < 4; ++i) length |= std::uint32_t(static_cast<unsigned char>(bytes[1 + i])) << (8 * i);
        if (kind < 1 || kind > 13 || bytes.size() - 5 < length) return std::nullopt;
        log.append(static_cast<event_kind>(kind), bytes.substr(5, length));
        bytes.remove_prefix(5 + std::size_t(length));
    }
    log.commit(log.appended());
    return log;
}

}  // namespace store
