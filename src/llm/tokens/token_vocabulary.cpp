#include "llm/tokens/token_vocabulary.hpp"

#include <algorithm>

namespace llm {

namespace layout = vocabulary_layout;

namespace {

// As ==, without a call: most tokens are shorter than what memcmp needs to begin.
bool equal(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    auto const same = [&]<class Word>(std::size_t at, Word) {
        return layout::load<Word>(a.data() + at) == layout::load<Word>(b.data() + at);
    };
    auto const size = a.size();
    if (size > 16) return a == b;
    if (size >= 8) return same(0, std::uint64_t()) && same(size - 8, std::uint64_t());
    if (size >= 4) return same(0, std::uint32_t()) && same(size - 4, std::uint32_t());
    if (size >= 2) return same(0, std::uint16_t()) && same(size - 2, std::uint16_t());
    return size == 0 || a[0] == b[0];
}

core::error damaged() { return {core::errc::internal, "This is no token vocabulary, or a damaged one."}; }

}  // namespace

core::result<token_vocabulary> token_vocabulary::open(std::string_view packed) {
    token_vocabulary out;
    auto& header = out.header_;
    if (packed.size() < sizeof header) return damaged();
    header = layout::load<layout::header>(packed.data());
    auto const number = sizeof(std::uint32_t);
    auto const offsets_size = (std::uint64_t(header.token_count) + 1) * number;
    auto const slots_size = std::uint64_t(header.slot_count) * number;
    auto const pairs_size = std::uint64_t(layout::pair_count) * number;
    auto const specials_size = std::uint64_t(header.special_count) * sizeof(layout::special);
    if (header.magic != layout::magic || !std::has_single_bit(header.slot_count) ||
        header.token_count > layout::rank_mask ||
        packed.size() != sizeof header + offsets_size + slots_size + pairs_size + specials_size + header.bytes_size)
        return damaged();

    out.offsets_ = packed.data() + sizeof header;
    out.slots_ = out.offsets_ + offsets_size;
    out.pairs_ = out.slots_ + slots_size;
    auto const* const specials = out.pairs_ + pairs_size;
    out.bytes_ = {specials + specials_size, header.bytes_size};
    for (std::uint32_t i = 0; i < header.special_count; ++i) {
        auto const one = layout::load<layout::special>(specials + i * sizeof(layout::special));
        if (one.size == 0 || one.begin > out.bytes_.size() || one.size > out.bytes_.size() - one.begin ||
            one.id < header.token_count)
            return damaged();
        out.specials_.push_back({one.id, out.bytes_.substr(one.begin, one.size)});
    }
    if (!out.knows_every_byte()) return damaged();
    return out;
}

// Merging begins with single bytes.
bool token_vocabulary::knows_every_byte() const {
    for (int value = 0; value < 256; ++value) {
        auto const byte = static_cast<char>(value);
        if (find({&byte, 1}) == no_token) return false;
    }
    return true;
}

token_id token_vocabulary::find(std::string_view bytes) const {
    // Merging asks for each pair of neighbouring bytes.
    if (bytes.size() == 2) {
        auto const rank = number(pairs_, layout::pair_of(bytes[0], bytes[1])) - 1;
        return rank < header_.token_count ? rank : no_token;
    }
    auto const hash = layout::hash(bytes);
    auto const tag = layout::tag(hash);
    auto const mask = header_.slot_count - 1;
    auto slot = layout::first_slot(hash, header_.slot_count);
    for (std::uint32_t looked = 0; looked <= mask; ++looked, slot = (slot + 1) & mask) {
        auto const entry = number(slots_, slot);
        if (entry == 0) return no_token;
        auto const rank = (entry & layout::rank_mask) - 1;
        if (entry >> layout::rank_bits == tag && equal(ordinary(rank), bytes)) return rank;
    }
    return no_token;
}

std::optional<std::string_view> token_vocabulary::bytes_of(token_id id) const {
    if (id < header_.token_count) {
        auto const bytes = ordinary(id);
        return bytes.empty() ? std::nullopt : std::optional(bytes);
    }
    auto const special = std::ranges::find(specials_, id, &special_token::id);
    return special == specials_.end() ? std::nullopt : std::optional(special->name);
}

std::string_view token_vocabulary::ordinary(token_id id) const {
    if (id >= header_.token_count) return {};
    auto const begin = number(offsets_, id);
    auto const end = number(offsets_, id + 1);
    return begin <= end && end <= bytes_.size() ? std::string_view(bytes_.data() + begin, end - begin)
                                                : std::string_view();
}

}  // namespace llm
