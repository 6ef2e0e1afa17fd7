#include "net/head_check.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

// The verdict must not depend on how the bytes are split, and a head that passes ends within the bytes given.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    using state = net::head_check::state;
    std::string_view const input(reinterpret_cast<char const*>(bytes), size);
    net::head_limits const limits{.bytes_max = 512, .fields_max = 8, .target_bytes_max = 64};
    net::head_check whole(limits), slow(limits);
    auto const at_once = whole.advance(input);
    auto by_bytes = slow.advance({});
    for (std::size_t n = 1; n <= size && by_bytes == state::need_more; ++n) by_bytes = slow.advance(input.substr(0, n));
    if (at_once != by_bytes) std::abort();
    if (at_once == state::refused && whole.why() != slow.why()) std::abort();
    if (at_once == state::complete && (whole.size() > size || whole.size() != slow.size())) std::abort();
    return 0;
}
