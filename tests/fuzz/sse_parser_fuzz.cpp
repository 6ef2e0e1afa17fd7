#include "llm/sse_parser.hpp"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    llm::sse_parser parser({.line_bytes_max = 256, .event_bytes_max = 512});
    parser.feed({reinterpret_cast<char const*>(bytes), size});
    while (parser.next()) {}
    return 0;
}
