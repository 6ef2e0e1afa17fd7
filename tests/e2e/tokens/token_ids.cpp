// token_ids ENCODING ordinary|token: reads texts from its input, each behind its size (32 bits), and writes for each
// how many tokens it has and their ids (32 bits each). token_ids --assigned: writes the ranges of characters that the
// pattern's Unicode assigns, a line each.
#include "core/unicode.hpp"
#include "llm/tokens/encodings.hpp"

#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <string>

namespace {

bool read(void* to, std::size_t size) { return std::fread(to, 1, size, stdin) == size; }

void write(std::uint32_t number) { std::fwrite(&number, sizeof number, 1, stdout); }

void answer(llm::token_encoding const& encoding, std::string const& text, llm::special_text as) {
    auto const ids = encoding.encode(text, as);
    if (encoding.decode(ids).value() != core::to_valid_utf8(text)) throw std::runtime_error("decoded text differs");
    if (as == llm::special_text::ordinary && encoding.count(text) != std::int64_t(ids.size()))
        throw std::runtime_error("the count differs from the tokens");
    write(static_cast<std::uint32_t>(ids.size()));
    for (auto const id : ids) write(id);
}

std::string utf8(std::uint32_t c) {
    if (c < 0x80) return {char(c)};
    if (c < 0x800) return {char(0xC0 | c >> 6), char(0x80 | (c & 63))};
    if (c < 0x10000) return {char(0xE0 | c >> 12), char(0x80 | (c >> 6 & 63)), char(0x80 | (c & 63))};
    return {char(0xF0 | c >> 18), char(0x80 | (c >> 12 & 63)), char(0x80 | (c >> 6 & 63)), char(0x80 | (c & 63))};
}

void print_assigned() {
    llm::piece_splitter const runs("[^\\p{Cn}\\p{Cs}]+|[\\p{Cn}\\p{Cs}]");
    std::uint32_t begin = 0;
    auto const is_assigned = [&](std::uint32_t c) {
        auto const text = utf8(c) + "a";
        return c < 0x110000 && (c < 0xD800 || c > 0xDFFF) && llm::piece_splitter::cursor(runs, text).next() == text;
    };
    for (std::uint32_t c = 0; c <= 0x110000; ++c) {
        if (is_assigned(c)) continue;
        if (begin < c) std::printf("%u %u\n", begin, c - 1);
        begin = c + 1;
    }
}

}  // namespace

int main(int count, char** words) try {
    if (count == 2 && std::strcmp(words[1], "--assigned") == 0) {
        print_assigned();
        return 0;
    }
    if (count != 3) throw std::runtime_error("usage: token_ids ENCODING ordinary|token | token_ids --assigned");
    auto const which =
        std::string(words[1]) == "cl100k_base" ? llm::tokenizer::cl100k_base : llm::tokenizer::o200k_base;
    auto const as = std::string(words[2]) == "token" ? llm::special_text::token : llm::special_text::ordinary;
    for (std::uint32_t size; read(&size, sizeof size);) {
        std::string text(size, '\0');
        if (!read(text.data(), size)) throw std::runtime_error("the input is cut");
        answer(*llm::encoding_of(which), text, as);
    }
    return 0;
} catch (std::exception const& e) {
    std::fprintf(stderr, "token_ids: %s\n", e.what());
    return 1;
}
