// token_speed ENCODING FILE [SECONDS]: how fast the server counts the tokens of a text, on one core. Prints tokens,
// bytes and megabytes per second of the best round, and the milliseconds that the very first count took.
#include "llm/tokens/encodings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace {

using clock_type = std::chrono::steady_clock;

double seconds_since(clock_type::time_point begin) {
    return std::chrono::duration<double>(clock_type::now() - begin).count();
}

}  // namespace

int main(int count, char** words) {
    if (count < 3) return 2;
    auto const which =
        std::string(words[1]) == "cl100k_base" ? llm::tokenizer::cl100k_base : llm::tokenizer::o200k_base;
    std::ifstream file(words[2], std::ios::binary);
    std::string const text(std::istreambuf_iterator<char>(file), {});
    auto const patience = count > 3 ? std::atof(words[3]) : 1.0;

    auto const begin = clock_type::now();
    auto const& encoding = *llm::encoding_of(which);
    auto tokens = encoding.count("hello");
    auto const first_ms = seconds_since(begin) * 1e3;
    auto best = 1e9;
    do {
        auto const round = clock_type::now();
        tokens = encoding.count(text);
        best = std::min(best, seconds_since(round));
    } while (seconds_since(begin) < patience);
    fmt::print("{} {} {:.2f} {:.2f}\n", tokens, text.size(), double(text.size()) / 1e6 / best, first_ms);
}
