#pragma once

struct sqlite3;

namespace store {

// Throws what an SQLite result code means to us: unavailable, constraint_violation or fault.
[[noreturn]] void raise(int code, sqlite3* handle);

}  // namespace store
