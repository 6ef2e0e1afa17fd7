#include "llm/anthropic/config.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace llm {
namespace {

// "claude-opus-4-5-20251101" and "claude-3-5-haiku-latest" are of the generations 45 and 35, "claude-opus-4-20250514"
// of 40: a number of more than two digits is a date.
std::optional<int> generation_of(std::string_view model) {
    std::optional<int> out;
    while (!model.empty()) {
        auto const part = model.substr(0, model.find('-'));
        model.remove_prefix(std::min(part.size() + 1, model.size()));
        int number = 0;
        auto const [end, problem] = std::from_chars(part.data(), part.data() + part.size(), number);
        bool const is_number = problem == std::errc() && end == part.data() + part.size() && part.size() <= 2;
        if (is_number && out) return *out + number;
        if (is_number) out = number * 10;
        else if (out) return out;   // the minor number follows at once, or there is none
    }
    return out;
}

}  // namespace

upstream anthropic_at(std::string base_url, std::string api_key) {
    upstream out{.name = "anthropic",
                 .base_url = "https://api.anthropic.com/v1",
                 .api_key = std::move(api_key),
                 .usual_model = "claude-sonnet-5-5",
                 .key_setting = "ANTHROPIC_API_KEY",
                 .url_setting = "ANTHROPIC_BASE_URL",
                 .missing_model_remedy = {}};
    if (base_url.empty()) return out;
    out.base_url = without_slash(std::move(base_url));
    if (!out.base_url.ends_with("/v1")) out.base_url += "/v1";
    return out;
}

anthropic_traits anthropic_traits_of(std::string_view model) {
    auto const generation = generation_of(model);
    if (!generation) return {.adaptive = true};
    return {.prefill = *generation < 46,
            .sampling = *generation < 47,
            .one_sampling = *generation > 40,
            .thinking_budget = *generation < 47,
            .adaptive = *generation >= 46,
            .always_thinks = *generation >= 50};
}

}  // namespace llm
