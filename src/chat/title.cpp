#include "chat/title.hpp"

#include "core/unicode.hpp"

namespace chat {

namespace {

// Runs of white space and control characters become one blank, none at the ends.
std::string one_line(std::string_view text) {
    std::string out;
    for (char c : text) {
        bool const blank = static_cast<unsigned char>(c) <= ' ';
        if (!blank) out += c;
        else if (!out.empty() && out.back() != ' ') out += ' ';
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

// At most `characters_max`, cut at a word where one ends not too far before.
std::string cut_at_word(std::string const& text, std::size_t characters_max) {
    auto const head = core::first_characters(text, characters_max);
    if (head.size() == text.size()) return text;
    auto const blank = head.rfind(' ');
    auto const kept = blank != head.npos && blank > head.size() / 2 ? head.substr(0, blank) : head;
    return std::string(kept) + "…";
}

}  // namespace

std::vector<llm::message> title_prompt(std::string_view question, std::string_view answer) {
    std::string exchange = "Question:\n";
    exchange += core::first_characters(question, 2000);
    exchange += "\n\nAnswer:\n";
    exchange += core::first_characters(answer, 1000);
    return {
        {.who = llm::role::system,
         .text = "Write a title of three to six words for the conversation that the user quotes, in its language. "
                 "Reply with the title only, without quotes."},
        {.who = llm::role::user, .text = std::move(exchange)},
    };
}

std::string clean_title(std::string_view reply) {
    auto title = one_line(reply.substr(0, reply.find('\n', reply.find_first_not_of("\r\n "))));
    auto const quoted = [&](std::string_view open, std::string_view close) {
        return title.size() > open.size() + close.size() && title.starts_with(open) && title.ends_with(close);
    };
    if (quoted("\"", "\"") || quoted("*", "*")) title = title.substr(1, title.size() - 2);
    while (title.starts_with('#') || title.starts_with(' ')) title.erase(0, 1);
    while (title.ends_with('.') || title.ends_with(' ')) title.pop_back();
    return cut_at_word(title, 80);
}

std::string first_words(std::string_view question) {
    return cut_at_word(one_line(core::first_characters(question, 400)), 60);
}

}  // namespace chat
