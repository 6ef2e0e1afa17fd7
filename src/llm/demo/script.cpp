#include "llm/demo/script.hpp"

#include "llm/demo/reply.hpp"
#include "llm/demo/tool_call.hpp"

#include <array>

namespace llm {
namespace {

constexpr std::array<std::string_view, 48> words{
    "river",   "quiet",   "seven",   "lantern", "under",   "copper",  "window",  "slowly",  "garden",  "between",
    "stone",   "café",    "letter",  "winter",  "follows", "bright",  "harbour", "naïve",   "paper",   "without",
    "morning", "silver",  "thread",  "東京",    "answer",  "carries", "little",  "orchard", "against", "music",
    "shadow",  "turning", "voyage",  "🙂",      "beneath", "amber",   "distant", "number",  "gently",  "mirror",
    "outside", "velvet",  "journey", "über",    "kettle",  "another", "signal",  "north"};

constexpr std::int64_t sentence_tokens = 12;
constexpr std::int64_t paragraph_tokens = 60;

std::uint64_t hash(std::string_view text) {   // FNV-1a
    std::uint64_t out = 0xcbf29ce484222325;
    for (unsigned char const byte : text) out = (out ^ byte) * 0x100000001b3;
    return out;
}

std::uint64_t mix(std::uint64_t x) {   // the finalizer of SplitMix64
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    return x ^ (x >> 31);
}

// Cuts a text into pieces of about a word, each with the blanks before it, never inside a character.
std::vector<std::string> tokens_of(std::string_view text) {
    constexpr std::size_t piece_bytes_max = 12;
    auto const blank = [](char c) { return c == ' ' || c == '\n'; };
    std::vector<std::string> out;
    std::size_t begin = 0;
    bool inside = false;   // a word
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const starts_character = (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
        bool const word_ended = inside && blank(text[i]);
        if (i > begin && starts_character && (word_ended || i - begin >= piece_bytes_max)) {
            out.emplace_back(text.substr(begin, i - begin));
            begin = i;
            inside = false;
        }
        inside = inside || !blank(text[i]);
    }
    if (begin < text.size()) out.emplace_back(text.substr(begin));
    return out;
}

}  // namespace

std::string demo_token(std::string_view prompt, std::uint64_t seed, std::int64_t n) {
    auto const draw = mix(hash(prompt) ^ mix(seed * 0x9e3779b97f4a7c15 + static_cast<std::uint64_t>(n)));
    std::string out;
    if (n > 0) out = n % paragraph_tokens == 0 ? "\n\n" : " ";
    auto const first_letter = out.size();
    out += words[draw % words.size()];
    if (n % sentence_tokens == 0 && out[first_letter] >= 'a' && out[first_letter] <= 'z')
        out[first_letter] -= 'a' - 'A';
    if (n % sentence_tokens == sentence_tokens - 1) out += '.';
    return out;
}

demo_script::demo_script(completion_request const& request, demo_options const& options) : seed_(options.seed) {
    prompt_ = demo_prompt(request);
    if (options.tools) call_ = demo_tool_call(request);
    if (call_) return;
    if (options.tokens && request.purpose != "title") {
        size_ = *options.tokens;
        return;
    }
    reply_ = tokens_of(demo_reply(request));
    size_ = static_cast<std::int64_t>(reply_.size());
}

std::string demo_script::token(std::int64_t n) const {
    return reply_.empty() ? demo_token(prompt_, seed_, n) : reply_[static_cast<std::size_t>(n)];
}

std::string demo_script::text() const {
    std::string out;
    for (std::int64_t n = 0; n < size_; ++n) out += token(n);
    return out;
}

}  // namespace llm
