#pragma once

#include <stdexcept>
#include <string>

namespace store {

// The disk is full or failing, or another process holds the database: the same call may succeed later. Inside
// database::write and read it becomes errc::unavailable. Messages hold no path and no SQL value.
struct unavailable : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// A row that breaks a key, a reference or a check. Inside database::write it becomes errc::conflict.
struct constraint_violation : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// A bug or a damaged file: wrong SQL, a missing table, SQLITE_CORRUPT.
struct fault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// The store can't be opened as it is; the message tells the operator which file and what to do.
struct cannot_open : std::runtime_error {
    using std::runtime_error::runtime_error;
};

}  // namespace store
