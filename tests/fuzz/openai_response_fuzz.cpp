#include "core/unicode.hpp"
#include "llm/openai/response.hpp"

#include <cstdint>
#include <cstdlib>

// Whatever a provider sends: no crash, and no text that isn't UTF-8.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    llm::openai_config const by;
    llm::openai_response response(by, "model");
    std::vector<llm::delta> said;
    if (response.feed({reinterpret_cast<char const*>(bytes), size}, said)) (void)response.end(said);
    for (auto const& one : said) {
        if (auto const* text = std::get_if<llm::text_delta>(&one); text && !core::valid_utf8(text->text)) std::abort();
        if (auto const* call = std::get_if<llm::tool_call_delta>(&one); call && !core::valid_utf8(call->arguments))
            std::abort();
    }
    return 0;
}
