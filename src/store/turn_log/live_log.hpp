#pragma once

#include "store/turn_log/event.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace store {

// The events of one turn in memory: what was appended, and up to where it is durable. Readers see only the durable
// part. A value without I/O or locks; about 8 bytes an event beside its text.
class live_log {
public:
    // Adds an event behind the last and returns its sequence. Nothing may follow a terminal event. A note has no
    // sequence of its own: it stands at the last event's.
    std::uint64_t append(event_kind kind, std::string_view data);

    // Takes up a stored event on the way back from the disk; it is durable. A commit whose outcome was unknown may have
    // been repeated: what does not directly follow is passed over.
    void replay(std::uint64_t sequence, event_kind kind, std::string_view data);

    // Everything up to `sequence` is durable now.
    void commit(std::uint64_t sequence);

    std::uint64_t appended() const { return entries_.size(); }
    std::uint64_t committed() const { return committed_; }
    std::uint32_t tokens() const { return tokens_; }  // among what was appended
    std::size_t unsaved_bytes() const { return bytes_.size() - end_of(committed_); }

    // The last note, and the sequence that it came behind: no reader gets it, and an ended log has none.
    std::string const& note() const { return note_; }
    std::uint64_t noted_at() const { return noted_at_; }

    // A terminal event was appended; ended(): and is durable.
    bool closed() const { return !entries_.empty() && is_terminal(kind_of(entries_.back())); }
    bool ended() const { return closed() && committed_ == appended(); }

    // Durable events after `after`, oldest first: at least one where there is one, then as many as fit into
    // `bytes_max`.
    std::vector<turn_event> read(std::uint64_t after, std::size_t bytes_max) const;

    // One event, durable or not. `sequence` must be in 1..appended().
    turn_event at(std::uint64_t sequence) const;

    // The whole log as bytes, and back. decode() gives nothing for bytes that encode() did not make; what it gives is
    // durable throughout.
    std::string encode() const;
    static std::optional<live_log> decode(std::string_view bytes);

private:
    // Small, and in a container that does not double: thousands of turns are open at a time, of a few hundred events
    // each.
    struct entry {
        std::uint32_t end;  // of its data in bytes_
        std::uint32_t index : 27;  // tokens before it
        std::uint32_t kind : 5;
    };
    static event_kind kind_of(entry const& e) { return static_cast<event_kind>(e.kind); }
    std::size_t end_of(std::uint64_t sequence) const { return sequence == 0 ? 0 : entries_[sequence - 1].end; }

    std::deque<entry> entries_;
    std::string bytes_;
    std::string note_;
    std::uint64_t noted_at_ = 0;
    std::uint64_t committed_ = 0;
    std::uint32_t tokens_ = 0;
};

}  // namespace store
