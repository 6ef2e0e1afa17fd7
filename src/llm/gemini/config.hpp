#pragma once

#include "llm/wire/upstream.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace llm {

// Google's Gemini API, or a server that speaks it.
struct gemini_config {
    upstream server{};
    std::optional<double> temperature{};   // where a request names none
};

// `base_url` is taken with and without its version; empty means Google's own.
gemini_config gemini_at(std::string base_url, std::string api_key);

// What a model takes, as its name tells. A name without a number takes neither.
struct gemini_traits {
    bool thinks = false;           // and tells its thoughts to who asks: since 2.5, the small ones only when made to
    bool wants_signatures = false; // of its calls, or else a word in their place: since 3
};
gemini_traits gemini_traits_of(std::string_view model);

}  // namespace llm
