#include "llm/demo/words.hpp"

namespace llm {
namespace {

bool is_letter(unsigned char c) {
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

std::vector<std::string> demo_words(std::string_view text) {
    std::vector<std::string> out;
    bool inside = false;
    for (char const c : text) {
        bool const letter = is_letter(static_cast<unsigned char>(c));
        if (letter && !inside) out.emplace_back();
        if (letter) out.back() += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        inside = letter;
    }
    return out;
}

}  // namespace llm
