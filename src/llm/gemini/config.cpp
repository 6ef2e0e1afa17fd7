#include "llm/gemini/config.hpp"

#include <charconv>
#include <utility>

namespace llm {
namespace {

// "gemini-2.5-flash" is of the generation 2.5; 0 for a name that does not say.
double generation_of(std::string_view model) {
    constexpr std::string_view family = "gemini-";
    double out = 0;
    if (model.starts_with(family)) std::from_chars(model.data() + family.size(), model.data() + model.size(), out);
    return out;
}

}  // namespace

gemini_config gemini_at(std::string base_url, std::string api_key) {
    gemini_config out{.server = {.name = "gemini",
                                 .base_url = "https://generativelanguage.googleapis.com/v1beta",
                                 .api_key = std::move(api_key),
                                 .usual_model = "gemini-2.5-flash",
                                 .usual_embedding_model = "gemini-embedding-001",
                                 .key_setting = "GEMINI_API_KEY",
                                 .url_setting = "GEMINI_BASE_URL",
                                 .missing_model_remedy = {}}};
    if (base_url.empty()) return out;
    auto& url = out.server.base_url = without_slash(std::move(base_url));
    if (!url.ends_with("/v1beta") && !url.ends_with("/v1")) url += "/v1beta";
    return out;
}

gemini_traits gemini_traits_of(std::string_view model) {
    auto const generation = generation_of(model);
    return {.thinks = generation >= 2.5 && !model.contains("lite"), .wants_signatures = generation >= 3};
}

}  // namespace llm
