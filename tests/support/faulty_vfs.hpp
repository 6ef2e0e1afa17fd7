#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace support {

// An SQLite VFS over a simulated page cache, to fail writes and to cut the power.
//
//     support::faulty_vfs disk(seed);
//     store::connection db(file, {.vfs = disk.name()});
//     ... commits; note which were acknowledged ...
//     disk.cut();                   // or cut_after(n) before, to stop in the middle of a commit
//     ... close every connection: what they still try fails, as it would not happen at all ...
//     store::connection after(file);   // SQLite's own VFS sees what a disk would have kept
//
// While files are open, reads and writes go to memory; only xSync makes them durable there, and no real fsync is ever
// made, so that hundreds of cuts take seconds. The real files are brought up to date by the cut, or else when the last
// handle of a file is closed. Locks and the -shm file are those of SQLite's own VFS: the wal-index is rebuilt at the
// next open, as after a crash. Creating and deleting a file counts as durable at once. Thread-safe. Destroy it after
// its connections.
class faulty_vfs {
public:
    enum class operation : std::uint8_t { write, sync };
    enum class failure : std::uint8_t { disk_full, io_error };
    enum class duration : std::uint8_t { once, lasting };

    // Registers the VFS. The same seed and the same operations give the same cut.
    explicit faulty_vfs(std::uint64_t seed);
    faulty_vfs(faulty_vfs const&) = delete;
    ~faulty_vfs();

    std::string const& name() const;

    // Lets the n-th operation from now (1 is the next) fail: a failed write may leave its beginning in the file.
    void fail(operation what, std::uint64_t nth, failure how, duration how_long);
    // Ends a lasting failure.
    void heal();

    // Cuts the power now, or in the middle of the n-th write, truncation, sync or deletion from now. The real files
    // then hold what survived, and every further operation fails.
    void cut();
    void cut_after(std::uint64_t operations);
    bool is_cut() const;

    // Writes, truncations, syncs and deletions so far: a range to choose cut_after() from.
    std::uint64_t operations() const;

private:
    struct state;
    struct methods;
    std::unique_ptr<state> state_;
};

}  // namespace support
