#pragma once

#include <string>

namespace llm {

// An answer that its provider writes on whether or not somebody reads it, so that it can be taken up again, by another
// process too.
struct kept_answer {
    std::string provider{}, model{};
    std::string id{};   // the provider's own; empty: of none

    bool operator==(kept_answer const&) const = default;
};

}  // namespace llm
