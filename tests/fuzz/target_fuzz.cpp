#include "core/unicode.hpp"
#include "net/target.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

// Whatever passes is absolute, valid text without dot segments, and reads the same when it is read again.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    auto const parsed = net::parse_target({reinterpret_cast<char const*>(bytes), size}, "localhost:8000");
    if (!parsed || parsed->path == "*") return 0;
    auto const& path = parsed->path;
    if (!path.starts_with('/') || !core::valid_utf8(path)) std::abort();
    for (auto const* const odd : {"//", "/./", "/../", "\\", ";"})
        if (path.find(odd) != path.npos) std::abort();
    if (path.ends_with("/.") || path.ends_with("/..") || path.find('\0') != path.npos) std::abort();
    return 0;
}
