#include "core/text_template.hpp"

#include "core/unicode.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace core {
namespace {

constexpr std::string_view opening = "{{", closing = "}}", blanks = " \t";

std::string_view trimmed(std::string_view text) {
    auto const first = text.find_first_not_of(blanks);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace

bool text_template::is_name(std::string_view text) {
    auto const is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    auto const fits = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); };
    return !text.empty() && text.size() <= 64 && is_letter(text.front()) && std::ranges::all_of(text, fits);
}

result<text_template> text_template::parse(std::string_view text) {
    text_template out;
    std::size_t begin = 0;   // of what was not taken yet
    for (auto at = text.find(opening); at != text.npos; at = text.find(opening, begin)) {
        bool const escaped = at > begin && text[at - 1] == '\\';
        auto const literal = text.substr(begin, at - begin - (escaped ? 1 : 0));
        if (!literal.empty()) out.pieces_.push_back({false, literal});
        if (escaped) {
            out.pieces_.push_back({false, opening});
            begin = at + opening.size();
            continue;
        }
        auto const inside = at + opening.size();
        // No place is longer: a text full of opening braces is not searched to its end again and again.
        auto const end = text.substr(inside, 256).find(closing);
        auto const name = end == text.npos ? std::string_view() : trimmed(text.substr(inside, end));
        if (!is_name(name))
            return error{
                errc::invalid_input,
                fmt::format("has \"{{{{\" at character {} that opens no {{{{name}}}}: a name has letters, digits "
                            "and underscores, and \\{{{{ stands for the braces themselves",
                            count_characters(text.substr(0, at)) + 1)};
        out.pieces_.push_back({true, name});
        begin = inside + end + closing.size();
    }
    if (begin < text.size()) out.pieces_.push_back({false, text.substr(begin)});
    return out;
}

std::vector<std::string_view> text_template::names() const {
    std::vector<std::string_view> out;
    for (auto const& each : pieces_)
        if (each.is_name && std::ranges::find(out, each.text) == out.end()) out.push_back(each.text);
    return out;
}

std::size_t text_template::filled_size(value_of const& value) const {
    std::size_t out = 0;
    for (auto const& each : pieces_) out += each.is_name ? value(each.text).size() : each.text.size();
    return out;
}

std::string text_template::fill(value_of const& value) const {
    std::string out;
    out.reserve(filled_size(value));
    for (auto const& each : pieces_) out += each.is_name ? value(each.text) : each.text;
    return out;
}

}  // namespace core
