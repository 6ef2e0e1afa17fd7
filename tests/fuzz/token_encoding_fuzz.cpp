#include "core/unicode.hpp"
#include "llm/tokens/encodings.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    std::string_view const text(reinterpret_cast<char const*>(bytes), size);
    for (auto const which : {llm::tokenizer::cl100k_base, llm::tokenizer::o200k_base}) {
        auto const& encoding = *encoding_of(which);
        auto const ordinary = encoding.encode(text);
        auto const special = encoding.encode(text, llm::special_text::token);
        auto const whole = core::to_valid_utf8(text);
        if (encoding.decode(ordinary).value() != whole || encoding.decode(special).value() != whole) std::abort();
        if (encoding.count(text) != std::int64_t(ordinary.size())) std::abort();
    }
    return 0;
}
