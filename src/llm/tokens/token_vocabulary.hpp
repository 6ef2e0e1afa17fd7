#pragma once

#include "core/result.hpp"
#include "llm/tokens/vocabulary_layout.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace llm {

using token_id = std::uint32_t;
constexpr token_id no_token = ~token_id(0);

struct special_token {
    token_id id = no_token;
    std::string_view name{};
};

// The tokens of one encoding, read where the build packed them. A token's id is also its rank: lower ones merge first.
// Immutable. Whatever the bytes say, nothing outside of them is read.
class token_vocabulary {
public:
    // `packed` must outlive the vocabulary. Fails with errc::internal when it is cut, or no vocabulary.
    static core::result<token_vocabulary> open(std::string_view packed);

    // The token with exactly these bytes; no_token if there is none.
    token_id find(std::string_view bytes) const;

    // A token's bytes, or a special token's name; nothing for an id that is not in use.
    std::optional<std::string_view> bytes_of(token_id id) const;

    std::vector<special_token> const& specials() const { return specials_; }
    std::size_t longest() const { return header_.longest; }
    std::uint32_t size() const { return header_.token_count; }

private:
    token_vocabulary() = default;

    std::uint32_t number(char const* part, std::size_t index) const {
        return vocabulary_layout::load<std::uint32_t>(part + index * sizeof(std::uint32_t));
    }
    std::string_view ordinary(token_id id) const;
    bool knows_every_byte() const;

    vocabulary_layout::header header_;
    char const* offsets_ = nullptr;
    char const* slots_ = nullptr;
    char const* pairs_ = nullptr;
    std::string_view bytes_;
    std::vector<special_token> specials_;
};

}  // namespace llm
