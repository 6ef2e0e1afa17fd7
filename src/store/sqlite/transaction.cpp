#include "store/sqlite/transaction.hpp"

#include <sqlite3.h>

namespace store {

namespace {

constexpr statement begin_write = "BEGIN IMMEDIATE";
constexpr statement begin_read = "BEGIN";
constexpr statement commit_all = "COMMIT";

}  // namespace

transaction::transaction(connection& db, kind what) : db_(db) {
    db_.execute(what == kind::write ? begin_write : begin_read);
}

transaction::~transaction() {
    // Not prepared and not checked: after an I/O error SQLite may have rolled back by itself.
    if (db_.in_transaction()) sqlite3_exec(db_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void transaction::commit() { db_.execute(commit_all); }

}  // namespace store
