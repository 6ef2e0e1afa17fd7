#pragma once

#include "store/sqlite/argument.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

struct sqlite3_stmt;

namespace store {

// A prepared statement that its connection keeps. `busy` while some `rows` step through it.
struct prepared {
    sqlite3_stmt* handle = nullptr;
    bool busy = false;
};

// The result of a query, one row at a time:
//     auto found = db.query(by_id, id);
//     while (found.next()) use(found.get<std::string>(0));
// Columns count from 0. Must not outlive its connection; a statement has at most one open `rows` per connection.
class rows {
public:
    explicit rows(prepared& statement) : statement_(&statement) { statement.busy = true; }
    rows(rows&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}
    rows& operator=(rows&&) = delete;
    ~rows();

    // Moves to the first or the following row; false at the end. Throws store::unavailable or store::fault.
    bool next();

    bool is_null(int column) const;

    // T: bool, integers, double, std::string, std::string_view (valid until next()), blob, core::timestamp, or an
    // optional of these. NULL reads as zero or empty where T is no optional.
    template <class T>
    T get(int column) const {
        if constexpr (is_optional<T>::value) {
            if (is_null(column)) return std::nullopt;
            return get<typename T::value_type>(column);
        } else if constexpr (std::is_same_v<T, bool>) {
            return integer(column) != 0;
        } else if constexpr (std::is_integral_v<T>) {
            return static_cast<T>(integer(column));
        } else if constexpr (std::is_same_v<T, double>) {
            return real(column);
        } else if constexpr (std::is_same_v<T, core::timestamp>) {
            return core::from_ms(integer(column));
        } else if constexpr (std::is_same_v<T, blob>) {
            return blob{std::string(text(column))};
        } else {
            return T(text(column));
        }
    }

private:
    template <class T>
    struct is_optional : std::false_type {};
    template <class T>
    struct is_optional<std::optional<T>> : std::true_type {};

    std::int64_t integer(int column) const;
    double real(int column) const;
    std::string_view text(int column) const;

    prepared* statement_;
};

}  // namespace store
