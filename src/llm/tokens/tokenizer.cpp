#include "llm/tokens/tokenizer.hpp"

#include <algorithm>
#include <string>

namespace llm {
namespace {

struct family {
    std::string_view name;
    tokenizer reads;
};

// A family is its name alone or with anything behind a sign (gpt-4, gpt-4-turbo, gpt-4:mine); the first that fits
// counts.
constexpr family families[] = {
    {"gpt-4o", tokenizer::o200k_base},
    {"gpt-4.1", tokenizer::o200k_base},
    {"gpt-4.5", tokenizer::o200k_base},
    {"gpt-5", tokenizer::o200k_base},
    {"gpt-6", tokenizer::o200k_base},
    {"gpt-oss", tokenizer::o200k_base},
    {"chatgpt-4o", tokenizer::o200k_base},
    {"o1", tokenizer::o200k_base},
    {"o3", tokenizer::o200k_base},
    {"o4", tokenizer::o200k_base},
    {"gpt-4", tokenizer::cl100k_base},
    {"gpt-3.5", tokenizer::cl100k_base},
    {"gpt-35", tokenizer::cl100k_base},   // Azure's spelling
    {"text-embedding-ada-002", tokenizer::cl100k_base},
    {"text-embedding-3", tokenizer::cl100k_base},
    {"davinci-002", tokenizer::cl100k_base},
    {"babbage-002", tokenizer::cl100k_base},
};

bool belongs(std::string_view model, std::string_view name) {
    return model.starts_with(name) &&
           (model.size() == name.size() || std::string_view("-.:@").contains(model[name.size()]));
}

}  // namespace

char const* to_string(tokenizer which) {
    switch (which) {
    case tokenizer::approximate: return "approximate";
    case tokenizer::cl100k_base: return "cl100k_base";
    case tokenizer::o200k_base:  return "o200k_base";
    }
    return "";
}

tokenizer tokenizer_of(std::string_view model) {
    std::string name(model.substr(model.rfind('/') + 1));
    std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    std::string_view bare = name;
    if (bare.starts_with("ft:")) bare.remove_prefix(3);
    auto const* const found = std::ranges::find_if(families, [&](auto const& one) { return belongs(bare, one.name); });
    return found == std::end(families) ? tokenizer::approximate : found->reads;
}

}  // namespace llm
