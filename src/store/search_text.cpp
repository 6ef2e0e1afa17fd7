#include "store/search_text.hpp"

#include <algorithm>
#include <vector>

namespace store {

namespace {

// More than anyone types; a longer text is a mistake or an attack.
constexpr std::size_t words_max = 64;
constexpr std::size_t text_bytes_max = 4096;

bool is_ascii_alphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Letters beyond ASCII are left to the tokenizer; a word of punctuation only would be an empty phrase.
bool is_searchable(char c) { return is_ascii_alphanumeric(c) || static_cast<unsigned char>(c) >= 0x80; }

bool is_blank(char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7f; }

}  // namespace

std::string fts5_query(std::string_view text) {
    text = text.substr(0, text_bytes_max);
    std::string query;
    std::size_t words = 0;
    for (auto at = text.begin(); at != text.end() && words < words_max;) {
        at = std::find_if_not(at, text.end(), is_blank);
        auto const end = std::find_if(at, text.end(), is_blank);
        if (std::any_of(at, end, is_searchable)) {
            if (words++) query += ' ';
            query += '"';
            for (; at != end; ++at) query += *at == '"' ? ' ' : *at;
            query += '"';
        }
        at = end;
    }
    if (words) query += '*';
    return query;
}

std::string like_pattern(std::string_view text) {
    std::string pattern = "%";
    for (char c : text.substr(0, text_bytes_max)) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + '%';
}

}  // namespace store
