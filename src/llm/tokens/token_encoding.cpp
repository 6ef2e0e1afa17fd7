#include "llm/tokens/token_encoding.hpp"

#include "core/unicode.hpp"
#include "llm/tokens/merge.hpp"

#include <algorithm>
#include <stdexcept>

namespace llm {
namespace {

token_vocabulary opened(std::string_view packed) {
    auto found = token_vocabulary::open(packed);
    if (!found) throw std::runtime_error(found.error().message);
    return std::move(*found);
}

}  // namespace

token_encoding::token_encoding(std::string_view packed, char const* pattern)
    : vocabulary_(opened(packed)), splitter_(pattern) {}

std::int64_t token_encoding::count(std::string_view text) const {
    return core::valid_utf8(text) ? take(text, nullptr) : take(core::to_valid_utf8(text), nullptr);
}

std::vector<token_id> token_encoding::encode(std::string_view text, special_text as) const {
    std::vector<token_id> out;
    std::string repaired;
    if (!core::valid_utf8(text)) text = repaired = core::to_valid_utf8(text);
    if (as == special_text::token) take_with_specials(text, out);
    else take(text, &out);
    return out;
}

core::result<std::string> token_encoding::decode(std::span<token_id const> tokens) const {
    std::string out;
    for (auto const id : tokens) {
        auto const bytes = vocabulary_.bytes_of(id);
        if (!bytes) return core::error{core::errc::invalid_input, "There is no token " + std::to_string(id) + "."};
        out += *bytes;
    }
    return out;
}

std::int64_t token_encoding::take(std::string_view text, std::vector<token_id>* out) const {
    std::int64_t count = 0;
    piece_splitter::cursor pieces(splitter_, text);
    for (auto piece = pieces.next(); !piece.empty(); piece = pieces.next()) {
        auto const whole = piece.size() <= vocabulary_.longest() ? vocabulary_.find(piece) : no_token;
        if (whole == no_token) {
            count += std::int64_t(merge_piece(vocabulary_, piece, out));
        } else {
            ++count;
            if (out) out->push_back(whole);
        }
    }
    return count;
}

// Special tokens are cut out first: no piece reaches over one, and what stands before it ends there.
void token_encoding::take_with_specials(std::string_view text, std::vector<token_id>& out) const {
    std::size_t begin = 0;
    for (std::size_t at = text.find("<|"); at != text.npos; at = text.find("<|", at)) {
        auto const rest = text.substr(at);
        auto const special =
            std::ranges::find_if(vocabulary_.specials(), [&](auto const& one) { return rest.starts_with(one.name); });
        if (special == vocabulary_.specials().end()) {
            ++at;
            continue;
        }
        take(text.substr(begin, at - begin), &out);
        out.push_back(special->id);
        begin = at += special->name.size();
    }
    take(text.substr(begin), &out);
}

}  // namespace llm
