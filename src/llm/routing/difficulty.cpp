#include "llm/routing/difficulty.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace llm {
namespace {

constexpr std::array<std::string_view, 12> thinking_words{"prove",     "derive",  "why ",         "explain",
                                                          "analy",     "compare", "trade-off",    "design",
                                                          "architect", "optimi",  "step by step", "reason"};
constexpr std::array<std::string_view, 7> code_signs{"```",       "();",    "#include", "def ",
                                                     "function ", "class ", "SELECT "};
constexpr std::array<std::string_view, 6> mathematics{"\\frac", "\\int", "\\sum", "theorem", "equation", "integral"};

constexpr std::size_t looked_at = 64 * 1024;   // of a question: enough to see what it is

template <std::size_t n>
int count(std::string_view text, std::array<std::string_view, n> const& words) {
    return static_cast<int>(std::ranges::count_if(words, [&](auto word) { return text.contains(word); }));
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

}  // namespace

difficulty difficulty_of(std::span<message const> prompt) {
    std::string_view question;
    std::size_t bytes = 0;
    for (auto const& one : prompt) {
        bytes += one.text.size();
        if (one.who == role::user) question = one.text;
    }
    auto const text = question.substr(0, looked_at);
    auto const words = lower(text);
    int points = 0;
    std::string why;
    auto const add = [&](int more, char const* reason) {
        if (more <= 0) return;
        points += more;
        why += (why.empty() ? "" : ", ") + std::string(reason);
    };
    add(std::min(count(words, thinking_words), 2), "asks for reasoning");
    add(count(text, code_signs) > 0 ? 2 : 0, "code");
    add(count(words, mathematics) > 0 ? 2 : 0, "mathematics");
    add(question.size() > 4'000 ? 2 : question.size() > 800 ? 1 : 0, "a long question");
    add(std::ranges::count(text, '?') > 2 || std::ranges::count(text, '\n') > 15 ? 1 : 0, "several parts");
    add(bytes > 40'000 ? 1 : 0, "a long conversation");
    if (points == 0) return {model_tier::ultra_cheap, "a short, plain question"};
    if (points <= 2) return {model_tier::standard, std::move(why)};
    return {model_tier::premium, std::move(why)};
}

}  // namespace llm
