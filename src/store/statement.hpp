#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace store {

// One SQL statement in both dialects, as a constant. Parameters are $1, $2, ... in ascending order of first use,
// because SQLite takes them as names and numbers them as they come. Most statements are one text; a pair is the
// exception. Texts are constants of the program: connections keep what they prepared by the address of the SQLite text.
struct statement {
    consteval statement(char const* both) : sqlite(both), postgres(both) {}
    consteval statement(char const* for_sqlite, char const* for_postgres)
        : sqlite(for_sqlite), postgres(for_postgres) {}

    std::string_view sqlite;
    std::string_view postgres;
};

namespace detail {

template <std::string_view const&... parts>
struct joined_text {
    static constexpr auto characters = [] {
        std::array<char, (parts.size() + ... + 1)> out{};
        std::size_t at = 0;
        auto const append = [&](std::string_view part) {
            for (char c : part) out[at++] = c;
        };
        (append(parts), ...);
        return out;
    }();
};

}  // namespace detail

// Constant pieces of SQL (a list of columns, an order) put together at compile time. The pieces are
// `constexpr std::string_view` at namespace scope.
template <std::string_view const&... parts>
inline constexpr char const* joined = detail::joined_text<parts...>::characters.data();

}  // namespace store
