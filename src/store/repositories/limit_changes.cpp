#include "store/repositories/limit_changes.hpp"

namespace store::limit_changes {

namespace {

constexpr statement raise_version = "UPDATE limit_changes SET version = version + 1 WHERE id = 1";
constexpr statement find_version = "SELECT version FROM limit_changes WHERE id = 1";

constexpr statement all[] = {raise_version, find_version};

}  // namespace

void raise(connection& db) { db.execute(raise_version); }

std::int64_t version(connection& db) {
    auto found = db.query(find_version);
    return found.next() ? found.get<std::int64_t>(0) : 0;
}

std::span<statement const> statements() { return all; }

}  // namespace store::limit_changes
