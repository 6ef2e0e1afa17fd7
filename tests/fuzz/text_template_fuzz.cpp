#include "core/text_template.hpp"

#include <cstdint>
#include <string_view>

// Whatever can be read can be filled, and is as long as it said it would be.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    auto const parsed = core::text_template::parse({reinterpret_cast<char const*>(bytes), size});
    if (!parsed) return 0;
    auto const itself = [](std::string_view name) { return name; };
    if (parsed->fill(itself).size() != parsed->filled_size(itself)) __builtin_trap();
    for (auto const name : parsed->names())
        if (!core::text_template::is_name(name)) __builtin_trap();
    return 0;
}
