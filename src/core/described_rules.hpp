#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace core {

// One constraint on one member of a described struct, kept as plain data.
struct rule {
    enum class what : std::uint8_t { required, length, item_length, range, one_of, doc, omit_empty, named };

    what says;
    std::size_t offset;
    double low = 0;
    double high = 0;
    std::string_view text{};
    std::vector<std::string_view> values{};
};

// Where `member` lies in a T. (offsetof takes a name, not a pointer to member.)
template <class T, class M>
std::size_t offset_of(M T::* member) {
    static T const probe{};
    auto const* whole = reinterpret_cast<char const*>(&probe);
    return static_cast<std::size_t>(reinterpret_cast<char const*>(&(probe.*member)) - whole);
}

// A request without this member is refused.
template <class T, class M>
rule required(M T::* member) {
    return {rule::what::required, offset_of(member)};
}

// Characters of a string, items of a list, entries of a map.
template <class T, class M>
rule length(M T::* member, std::size_t min, std::size_t max) {
    return {rule::what::length, offset_of(member), static_cast<double>(min), static_cast<double>(max)};
}

// Characters of each string in a list.
template <class T, class M>
rule item_length(M T::* member, std::size_t min, std::size_t max) {
    return {rule::what::item_length, offset_of(member), static_cast<double>(min), static_cast<double>(max)};
}

// A number, an integer or seconds; both ends are allowed.
template <class T, class M>
rule range(M T::* member, double min, double max) {
    return {rule::what::range, offset_of(member), min, max};
}

template <class T, class M, class... Text>
rule one_of(M T::* member, Text... values) {
    return {rule::what::one_of, offset_of(member), 0, 0, {}, {std::string_view(values)...}};
}

// The sentence that the API's documentation shows.
template <class T, class M>
rule doc(M T::* member, std::string_view sentence) {
    return {rule::what::doc, offset_of(member), 0, 0, sentence};
}

// Left out of what is written while it is absent or empty; otherwise it is written as null, "" or [].
template <class T, class M>
rule omit_empty(M T::* member) {
    return {rule::what::omit_empty, offset_of(member)};
}

// A name on the wire that C++ or our spelling would not allow.
template <class T, class M>
rule named(M T::* member, std::string_view name) {
    return {rule::what::named, offset_of(member), 0, 0, name};
}

template <class... Rule>
std::vector<rule> fields(Rule... rules) {
    return {std::move(rules)...};
}

}  // namespace core
