#pragma once

#include "core/result.hpp"
#include "core/usage.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace llm {

// What a million tokens cost, in billionths of a dollar.
struct price {
    std::int64_t input = 0;
    std::int64_t output = 0;
    std::int64_t cached = 0;   // input that the provider had in its cache

    bool operator==(price const&) const = default;
};

// In billionths of a dollar, rounded up. Counts are clamped to what no call can reach.
std::int64_t cost_of(core::usage const& used, price const& at);

// The most completion tokens that `nano_usd` pays for after the prompt; negative where it does not pay for that.
std::int64_t completion_tokens_for(std::int64_t nano_usd, std::int64_t prompt_tokens, price const& at);

// What models cost, by provider and name.
class price_list {
public:
    // Reads {"models": [{"id": "openai/gpt-…", "input": 2.5, "output": 10, "cached": 1.25}]}, in dollars per million
    // tokens. What else stands there is ignored. Fails with invalid_input.
    static core::result<price_list> parse(std::string_view text);

    // The prices of well-known models, from a file in the program.
    static price_list built_in();

    // What `over` says counts from now on.
    void merge(price_list over);

    // Nothing where nobody said. A model that carries a date at its end has the price of the model without, and the
    // demo's scripts have the demo's.
    std::optional<price> find(std::string_view provider, std::string_view model) const;

private:
    std::unordered_map<std::string, price> by_id_;
};

}  // namespace llm
