#pragma once

#include "core/described_rules.hpp"
#include "core/described_type.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <boost/describe/members.hpp>

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace core {

// A struct of the wire, described once; readers, writers, validation and JSON Schema follow from it:
//
//     struct create_chat {
//         std::string message;
//         std::optional<double> temperature;
//     };
//     BOOST_DESCRIBE_STRUCT(create_chat, (), (message, temperature))
//     inline auto rules(create_chat const*) {
//         return core::fields(core::required(&create_chat::message), core::length(&create_chat::message, 1, 100'000),
//                             core::range(&create_chat::temperature, 0, 2));
//     }
//
// A member is optional unless it is marked required; its default is the one in the class. The work is done by ordinary
// functions over the table (json_read.hpp, json_write.hpp, json_schema.hpp, described_query.hpp), so that a struct
// costs little to compile.
struct described_field {
    std::string_view name;
    std::size_t offset = 0;
    described_type const* type = nullptr;

    bool required = false;
    bool omit_empty = false;
    std::optional<std::size_t> length_min{}, length_max{};
    std::optional<std::size_t> item_length_min{}, item_length_max{};
    std::optional<double> min{}, max{};
    std::vector<std::string_view> allowed{};
    std::string_view doc{};
};

struct described_object {
    std::string_view name;        // with its namespace: "api::create_chat"
    void const* defaults;         // a value-initialised instance
    std::vector<described_field> fields;

    described_field const* find(std::string_view field_name) const;
};

// The table of T, made at first use. Thread-safe; lives as long as the program.
template <class T>
described_object const& described();

// One member, as the compiler tells it.
struct described_member {
    std::string_view name;
    std::size_t offset;
    described_type const* type;
};

described_object make_described(std::string_view name, void const* defaults, std::span<described_member const> members,
                                std::span<rule const> rules);

template <class T>
constexpr std::string_view type_name() {
    std::string_view const signature = __PRETTY_FUNCTION__;   // "… [T = api::create_chat]"
    auto const begin = signature.find("T = ") + 4;
    return signature.substr(begin, signature.size() - begin - 1);
}

template <class T, template <class...> class List, class... D>
std::array<described_member, sizeof...(D)> described_members(T const& probe, List<D...>) {
    auto const offset = [&probe](void const* member) {
        return static_cast<std::size_t>(static_cast<char const*>(member) - reinterpret_cast<char const*>(&probe));
    };
    return {{{D::name, offset(&(probe.*D::pointer)), &type_of<std::remove_cvref_t<decltype(probe.*D::pointer)>>}...}};
}

template <class T>
described_object const& described() {
    namespace bd = boost::describe;
    static T const defaults{};
    static described_object const table = [] {
        auto const members = described_members(defaults, bd::describe_members<T, bd::mod_public | bd::mod_inherited>());
        std::vector<rule> constraints;
        if constexpr (requires { rules(static_cast<T const*>(nullptr)); })
            constraints = rules(static_cast<T const*>(nullptr));
        return make_described(type_name<T>(), &defaults, members, constraints);
    }();
    return table;
}

}  // namespace core
