#pragma once

#include "core/described.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace api {

// A template that is to be the system prompt, as requests name it.
struct prompt_choice {
    std::string id;
    std::optional<std::int64_t> version;
    std::map<std::string, std::string> variables;
};
BOOST_DESCRIBE_STRUCT(prompt_choice, (), (id, version, variables))
inline auto rules(prompt_choice const*) {
    using p = prompt_choice;
    return core::fields(core::required(&p::id), core::length(&p::id, 1, 64), core::range(&p::version, 1, 1e9),
                        core::length(&p::variables, 0, 50), core::doc(&p::version, "The newest without it."));
}

}  // namespace api
