#pragma once

#include "store/sqlite/connection.hpp"

namespace store {

// A transaction that ends with its scope: rolled back unless commit() was called. `write` takes SQLite's one write lock
// at once; `read` sees one state of the database until it ends.
class transaction {
public:
    enum class kind : bool { read, write };

    transaction(connection& db, kind what);
    transaction(transaction const&) = delete;
    ~transaction();

    // Throws store::unavailable when the commit is not durable; the transaction is undone then.
    void commit();

private:
    connection& db_;
};

}  // namespace store
