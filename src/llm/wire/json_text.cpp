#include "llm/wire/json_text.hpp"

#include <boost/json/parse.hpp>

#include <string>

namespace llm {
namespace {

namespace json = boost::json;

// The four digits of the \u escape at `text[at]`, or -1 where there is none.
int unit_at(std::string_view text, std::size_t at) {
    if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return -1;
    int unit = 0;
    for (char const c : text.substr(at + 2, 4)) {
        if (c >= '0' && c <= '9') unit = unit * 16 + (c - '0');
        else if ((c | 32) >= 'a' && (c | 32) <= 'f') unit = unit * 16 + ((c | 32) - 'a' + 10);
        else return -1;
    }
    return unit;
}

bool leads(int unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool trails(int unit) { return unit >= 0xDC00 && unit < 0xE000; }

std::string without_half_pairs(std::string_view text) {
    std::string out(text);
    for (std::size_t i = 0; i + 1 < out.size(); ++i) {
        if (out[i] != '\\') continue;
        auto const unit = unit_at(out, i);
        bool const whole_pair = leads(unit) && trails(unit_at(out, i + 6));
        if (!whole_pair && (leads(unit) || trails(unit))) out.replace(i, 6, "\\ufffd");
        i += whole_pair ? 11 : 1;   // past the pair, or past the character that the backslash escapes
    }
    return out;
}

}  // namespace

std::optional<json::value> parse_json_leniently(std::string_view text, json::storage_ptr memory) {
    json::parse_options options;
    options.allow_invalid_utf8 = true;
    boost::system::error_code problem;
    auto value = json::parse(text, problem, memory, options);
    if (problem) {   // rare, and the parser names half pairs as various errors
        problem = {};
        value = json::parse(without_half_pairs(text), problem, memory, options);
    }
    if (problem) return std::nullopt;
    return value;
}

}  // namespace llm
