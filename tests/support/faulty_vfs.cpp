#include "support/faulty_vfs.hpp"

#include "support/faulty_vfs_file.hpp"

#include <sqlite3.h>

#include <atomic>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <new>
#include <optional>
#include <sstream>

namespace support {

namespace {

struct armed_failure {
    faulty_vfs::operation what;
    std::uint64_t countdown;
    faulty_vfs::failure how;
    faulty_vfs::duration how_long;
};

std::string read_whole(std::string const& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return std::move(out).str();
}

void write_whole(std::string const& path, std::string const& content) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
}

struct node {
    node(std::string path_, std::string content) : path(std::move(path_)), file(std::move(content)) {}

    std::string path;   // empty: a temporary file, which only memory holds
    faulty_vfs_file file;
    int handles = 0;
};

}  // namespace

struct faulty_vfs::state {
    explicit state(std::uint64_t seed) : random(seed) {}

    // What is to become of the next operation. `cut` takes part in the power cut; then nothing does any more.
    enum class fate : std::uint8_t { done, failed, cut, dead };

    fate next(std::optional<operation> what) {
        if (dead) return fate::dead;
        ++operations;
        if (cut_countdown && --*cut_countdown == 0) return fate::cut;
        if (!failing || failing->what != what || (failing->countdown > 1 && --failing->countdown)) return fate::done;
        failed_as = failing->how;
        if (failing->how_long == duration::once) failing.reset();
        return fate::failed;
    }

    void cut() {
        if (dead) return;
        dead = true;
        for (auto const& [path, one] : nodes) write_whole(path, one->file.survivors(random));
    }

    std::string name;
    sqlite3_vfs vfs{};
    sqlite3_vfs* real = nullptr;

    mutable std::mutex mutex;
    std::mt19937_64 random;
    std::map<std::string, std::shared_ptr<node>> nodes;
    std::optional<armed_failure> failing;
    failure failed_as = failure::io_error;   // the last one
    std::optional<std::uint64_t> cut_countdown;
    std::uint64_t operations = 0;
    bool dead = false;
};

// The C interface. A handle is followed in memory by the real VFS's handle, which serves locks and shared memory.
struct faulty_vfs::methods {
    struct handle {
        sqlite3_file base;
        state* owner;
        std::shared_ptr<node> file;
        sqlite3_file* real;   // null for a temporary file
    };

    static handle& of(sqlite3_file* file) { return *reinterpret_cast<handle*>(file); }
    static state& of(sqlite3_vfs* vfs) { return *static_cast<state*>(vfs->pAppData); }

    static int open(sqlite3_vfs* vfs, char const* name, sqlite3_file* out, int flags, int* out_flags) {
        auto& owner = of(vfs);
        std::lock_guard const lock(owner.mutex);
        out->pMethods = nullptr;
        if (owner.dead) return SQLITE_CANTOPEN;
        sqlite3_file* real = nullptr;
        std::shared_ptr<node> file;
        if (name) {
            real = reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(out) + sizeof(handle));
            if (int const code = owner.real->xOpen(owner.real, name, real, flags, out_flags); code != SQLITE_OK)
                return code;
            auto& known = owner.nodes[name];
            if (!known) known = std::make_shared<node>(name, read_whole(name));
            file = known;
        } else {
            file = std::make_shared<node>("", "");
            if (out_flags) *out_flags = flags;
        }
        ++file->handles;
        new (out) handle{{&io}, &owner, std::move(file), real};
        return SQLITE_OK;
    }

    static int close(sqlite3_file* file) {
        auto& self = of(file);
        auto& owner = *self.owner;
        std::lock_guard const lock(owner.mutex);
        if (self.real) self.real->pMethods->xClose(self.real);
        auto const known = owner.nodes.find(self.file->path);
        bool const exists = known != owner.nodes.end() && known->second == self.file;
        if (--self.file->handles == 0 && exists && !owner.dead) write_whole(self.file->path, self.file->file.seen());
        self.~handle();
        return SQLITE_OK;
    }

    static int read(sqlite3_file* file, void* out, int amount, sqlite3_int64 offset) {
        auto& self = of(file);
        std::lock_guard const lock(self.owner->mutex);
        if (self.owner->dead) return SQLITE_IOERR_READ;
        auto const& content = self.file->file.seen();
        auto const from = std::min<std::size_t>(static_cast<std::size_t>(offset), content.size());
        auto const length = std::min<std::size_t>(static_cast<std::size_t>(amount), content.size() - from);
        std::memcpy(out, content.data() + from, length);
        if (length == static_cast<std::size_t>(amount)) return SQLITE_OK;
        std::memset(static_cast<char*>(out) + length, 0, static_cast<std::size_t>(amount) - length);
        return SQLITE_IOERR_SHORT_READ;
    }

    static int write(sqlite3_file* file, void const* data, int amount, sqlite3_int64 offset) {
        auto& self = of(file);
        auto& owner = *self.owner;
        std::lock_guard const lock(owner.mutex);
        std::string_view bytes(static_cast<char const*>(data), static_cast<std::size_t>(amount));
        auto const fate = owner.next(operation::write);
        if (fate == state::fate::dead) return SQLITE_IOERR_WRITE;
        // A failed write may have got half way.
        if (fate == state::fate::failed) bytes = bytes.substr(0, owner.random() % (bytes.size() + 1));
        if (!bytes.empty()) self.file->file.write(static_cast<std::size_t>(offset), bytes);
        if (fate == state::fate::cut) owner.cut();
        if (fate == state::fate::failed && owner.failed_as == failure::disk_full) return SQLITE_FULL;
        return fate == state::fate::done ? SQLITE_OK : SQLITE_IOERR_WRITE;
    }

    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        auto& self = of(file);
        auto& owner = *self.owner;
        std::lock_guard const lock(owner.mutex);
        auto const fate = owner.next(std::nullopt);
        if (fate != state::fate::dead) self.file->file.truncate(static_cast<std::size_t>(size));
        if (fate == state::fate::cut) owner.cut();
        return fate == state::fate::done ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
    }

    static int sync(sqlite3_file* file, int) {
        auto& self = of(file);
        auto& owner = *self.owner;
        std::lock_guard const lock(owner.mutex);
        auto const fate = owner.next(operation::sync);
        if (fate == state::fate::cut) owner.cut();
        if (fate != state::fate::done) return SQLITE_IOERR_FSYNC;
        self.file->file.sync();
        return SQLITE_OK;
    }

    static int size(sqlite3_file* file, sqlite3_int64* out) {
        auto& self = of(file);
        std::lock_guard const lock(self.owner->mutex);
        *out = static_cast<sqlite3_int64>(self.file->file.seen().size());
        return self.owner->dead ? SQLITE_IOERR_FSTAT : SQLITE_OK;
    }

    static int remove(sqlite3_vfs* vfs, char const* name, int sync_folder) {
        auto& owner = of(vfs);
        std::lock_guard const lock(owner.mutex);
        auto const fate = owner.next(std::nullopt);
        if (fate == state::fate::cut) owner.cut();
        if (fate != state::fate::done) return SQLITE_IOERR_DELETE;
        owner.nodes.erase(name);
        return owner.real->xDelete(owner.real, name, sync_folder);
    }

    static int access(sqlite3_vfs* vfs, char const* name, int flags, int* out) {
        auto& owner = of(vfs);
        std::lock_guard const lock(owner.mutex);
        if (owner.dead) return SQLITE_IOERR_ACCESS;
        // The real file of an open one is out of date, and an empty one counts as missing.
        auto const known = owner.nodes.find(name);
        if (known == owner.nodes.end() || flags != SQLITE_ACCESS_EXISTS)
            return owner.real->xAccess(owner.real, name, flags, out);
        *out = !known->second->file.seen().empty();
        return SQLITE_OK;
    }

    static int full_path(sqlite3_vfs* vfs, char const* name, int bytes, char* out) {
        return of(vfs).real->xFullPathname(of(vfs).real, name, bytes, out);
    }

    // Temporary files belong to one connection: their locks always succeed.
    static int lock(sqlite3_file* file, int level) {
        auto* const real = of(file).real;
        return real ? real->pMethods->xLock(real, level) : SQLITE_OK;
    }
    static int unlock(sqlite3_file* file, int level) {
        auto* const real = of(file).real;
        return real ? real->pMethods->xUnlock(real, level) : SQLITE_OK;
    }
    static int check_reserved(sqlite3_file* file, int* out) {
        auto* const real = of(file).real;
        *out = 0;
        return real ? real->pMethods->xCheckReservedLock(real, out) : SQLITE_OK;
    }
    static int control(sqlite3_file* file, int what, void* argument) {
        auto* const real = of(file).real;
        // These would change the size of the real file.
        if (!real || what == SQLITE_FCNTL_SIZE_HINT || what == SQLITE_FCNTL_CHUNK_SIZE) return SQLITE_NOTFOUND;
        return real->pMethods->xFileControl(real, what, argument);
    }
    static int sector_size(sqlite3_file*) { return 4096; }
    // A lost write never harms bytes beside it, which is what SQLite assumes of ordinary disks too.
    static int device(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

    static int shm_map(sqlite3_file* file, int region, int bytes, int extend, void volatile** out) {
        return of(file).real->pMethods->xShmMap(of(file).real, region, bytes, extend, out);
    }
    static int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
        return of(file).real->pMethods->xShmLock(of(file).real, offset, count, flags);
    }
    static void shm_barrier(sqlite3_file* file) { of(file).real->pMethods->xShmBarrier(of(file).real); }
    static int shm_unmap(sqlite3_file* file, int remove_it) {
        return of(file).real->pMethods->xShmUnmap(of(file).real, remove_it);
    }

    // Version 2: shared memory, but no memory-mapped reads past the simulated cache.
    static sqlite3_io_methods const io;
};

sqlite3_io_methods const faulty_vfs::methods::io{
    2,       close,       read,   write,   truncate, sync,        size,      lock,    unlock, check_reserved,
    control, sector_size, device, shm_map, shm_lock, shm_barrier, shm_unmap, nullptr, nullptr};

faulty_vfs::faulty_vfs(std::uint64_t seed) : state_(std::make_unique<state>(seed)) {
    static std::atomic<int> count{0};
    state_->name = "faulty-" + std::to_string(++count);
    state_->real = sqlite3_vfs_find(nullptr);
    state_->vfs = *state_->real;   // time, randomness and sleep are the real one's
    state_->vfs.pNext = nullptr;
    state_->vfs.zName = state_->name.c_str();
    state_->vfs.szOsFile = static_cast<int>(sizeof(methods::handle)) + state_->real->szOsFile;
    state_->vfs.pAppData = state_.get();
    state_->vfs.xOpen = methods::open;
    state_->vfs.xDelete = methods::remove;
    state_->vfs.xAccess = methods::access;
    state_->vfs.xFullPathname = methods::full_path;
    sqlite3_vfs_register(&state_->vfs, 0);
}

faulty_vfs::~faulty_vfs() { sqlite3_vfs_unregister(&state_->vfs); }

std::string const& faulty_vfs::name() const { return state_->name; }

void faulty_vfs::fail(operation what, std::uint64_t nth, failure how, duration how_long) {
    std::lock_guard const lock(state_->mutex);
    state_->failing = {what, nth, how, how_long};
}

void faulty_vfs::heal() {
    std::lock_guard const lock(state_->mutex);
    state_->failing.reset();
}

void faulty_vfs::cut() {
    std::lock_guard const lock(state_->mutex);
    state_->cut();
}

void faulty_vfs::cut_after(std::uint64_t operations) {
    std::lock_guard const lock(state_->mutex);
    state_->cut_countdown = operations;
}

bool faulty_vfs::is_cut() const {
    std::lock_guard const lock(state_->mutex);
    return state_->dead;
}

std::uint64_t faulty_vfs::operations() const {
    std::lock_guard const lock(state_->mutex);
    return state_->operations;
}

}  // namespace support
