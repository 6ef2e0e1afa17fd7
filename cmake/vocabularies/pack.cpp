// pack FROM.json TO: lays out one encoding of the npm package tiktoken as llm/tokens/vocabulary_layout.hpp says. Runs
// while the server is built; any fault ends it, and the build.
#include "llm/tokens/vocabulary_layout.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

namespace layout = llm::vocabulary_layout;
namespace json = boost::json;

std::string from_base64(std::string_view text) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    std::uint32_t bits = 0;
    int have = 0;
    for (char const c : text.substr(0, text.find('='))) {
        auto const digit = alphabet.find(c);
        if (digit == alphabet.npos) throw std::runtime_error("a token is not base64");
        bits = bits << 6 | static_cast<std::uint32_t>(digit);
        if ((have += 6) >= 8) out += static_cast<char>(bits >> (have -= 8));
    }
    return out;
}

// Lines of "! FIRST TOKEN TOKEN …": FIRST is the rank of the first token.
std::vector<std::string> read_ranks(std::string const& text) {
    std::vector<std::string> out;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string word;
        std::size_t rank = 0;
        if (!(words >> word >> rank) || word != "!" || rank < out.size()) throw std::runtime_error("bad ranks");
        out.resize(rank);
        while (words >> word) out.push_back(from_base64(word));
    }
    if (out.size() > layout::rank_mask) throw std::runtime_error("more tokens than the layout can hold");
    return out;
}

std::vector<std::uint32_t> hash_table(std::vector<std::string> const& tokens) {
    auto const count = std::bit_ceil(static_cast<std::uint32_t>(2 * tokens.size()));
    std::vector<std::uint32_t> slots(count);
    for (std::uint32_t rank = 0; rank < tokens.size(); ++rank) {
        if (tokens[rank].empty()) continue;
        auto const hash = layout::hash(tokens[rank]);
        auto slot = layout::first_slot(hash, count);
        while (slots[slot] != 0) slot = (slot + 1) & (count - 1);
        slots[slot] = layout::tag(hash) << layout::rank_bits | (rank + 1);
    }
    return slots;
}

std::vector<std::uint32_t> pair_table(std::vector<std::string> const& tokens) {
    std::vector<std::uint32_t> pairs(layout::pair_count);
    for (std::uint32_t rank = 0; rank < tokens.size(); ++rank)
        if (tokens[rank].size() == 2) pairs[layout::pair_of(tokens[rank][0], tokens[rank][1])] = rank + 1;
    return pairs;
}

template <class T>
void append(std::string& out, T const* values, std::size_t count) {
    out.append(reinterpret_cast<char const*>(values), count * sizeof(T));
}

std::string pack(json::value const& encoding) {
    auto const tokens = read_ranks(encoding.at("bpe_ranks").as_string().c_str());
    layout::header header{.magic = layout::magic, .token_count = static_cast<std::uint32_t>(tokens.size())};
    std::string bytes;
    std::vector<std::uint32_t> offsets;
    for (auto const& token : tokens) {
        offsets.push_back(static_cast<std::uint32_t>(bytes.size()));
        bytes += token;
        header.longest = std::max(header.longest, static_cast<std::uint32_t>(token.size()));
    }
    offsets.push_back(static_cast<std::uint32_t>(bytes.size()));
    std::vector<layout::special> specials;
    for (auto const& [name, id] : encoding.at("special_tokens").as_object()) {
        specials.push_back({id.to_number<std::uint32_t>(), static_cast<std::uint32_t>(bytes.size()),
                            static_cast<std::uint32_t>(name.size())});
        bytes += name;
    }
    auto const slots = hash_table(tokens);
    auto const pairs = pair_table(tokens);
    header.slot_count = static_cast<std::uint32_t>(slots.size());
    header.special_count = static_cast<std::uint32_t>(specials.size());
    header.bytes_size = static_cast<std::uint32_t>(bytes.size());

    std::string out;
    append(out, &header, 1);
    append(out, offsets.data(), offsets.size());
    append(out, slots.data(), slots.size());
    append(out, pairs.data(), pairs.size());
    append(out, specials.data(), specials.size());
    return out + bytes;
}

}  // namespace

int main(int count, char** words) try {
    if (count != 3) throw std::runtime_error("usage: pack FROM.json TO");
    std::ifstream from(words[1], std::ios::binary);
    std::string const text(std::istreambuf_iterator<char>(from), {});
    auto const packed = pack(json::parse(text));
    std::ofstream to(words[2], std::ios::binary);
    to << packed;
    if (!to.flush()) throw std::runtime_error("cannot write");
    return 0;
} catch (std::exception const& e) {
    std::fprintf(stderr, "pack: %s\n", e.what());
    return 1;
}
