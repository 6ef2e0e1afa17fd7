#pragma once

#include "llm/wire/upstream.hpp"

#include <string>
#include <string_view>

namespace llm {

// Anthropic itself, or a server that speaks its Messages API at `base_url`, which is taken with and without its "/v1";
// empty means Anthropic's own.
upstream anthropic_at(std::string base_url, std::string api_key);

// What a model takes, as its name tells: Anthropic's models differ by generation. A name without a number is taken for
// the newest.
struct anthropic_traits {
    bool prefill = false;           // goes on from an assistant's message at the end: before 4.6
    bool sampling = false;          // takes a temperature and top_p: before 4.7
    bool one_sampling = false;      // … but not both: since 4.1
    bool thinking_budget = false;   // thinks with as many tokens as it is told: before 4.7
    bool adaptive = false;          // thinks as much as it likes, or with an effort it is told: since 4.6
    bool always_thinks = false;     // and tells its thoughts only to who asks for a summary: since 5
};
anthropic_traits anthropic_traits_of(std::string_view model);

}  // namespace llm
