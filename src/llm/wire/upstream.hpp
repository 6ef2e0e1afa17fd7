#pragma once

#include <string>
#include <string_view>

namespace llm {

// The server that a provider talks to, and how messages name it.
struct upstream {
    std::string name{};         // the provider's name in "provider/model"
    std::string base_url{};     // without a slash at the end
    std::string api_key{};      // empty: it wants none
    std::string usual_model{};  // where nobody names one; empty: the first it lists
    std::string usual_embedding_model{};  // the same for embeddings; empty: one must be named
    // The names of the settings that messages tell people to check; empty where there is none.
    std::string key_setting{};
    std::string url_setting{};
    std::string missing_model_remedy{};   // a sentence, where there is more to say than which setting to check
};

// `url` without slashes at its end.
std::string without_slash(std::string url);

// One segment of a URL's path, or a query's value: everything but letters, digits and "-._~" as %XX, so that no name of
// a model leads to another place.
std::string url_segment(std::string_view text);

}  // namespace llm
