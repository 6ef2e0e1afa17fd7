#pragma once

#include <string>
#include <vector>

namespace chat {

// One exchange that shows the model what is wanted.
struct example {
    std::string user{};
    std::string assistant{};

    bool operator==(example const&) const = default;
};

// What a model is told about its task, by parts; each may be empty.
struct system_prompt {
    std::string role{};          // who it is
    std::string instructions{};  // what to do
    std::string constraints{};   // what not to do
    std::string format{};        // what the answer looks like
    std::vector<example> examples{};
    std::string context{};       // what to know

    bool operator==(system_prompt const&) const = default;
};

// The parts as one text, in the order above: what changes least comes first, so that providers find the beginning in
// their caches. Empty parts leave no trace; the same parts give the same bytes.
std::string build(system_prompt const& from);

}  // namespace chat
