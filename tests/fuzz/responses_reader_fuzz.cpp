#include "core/unicode.hpp"
#include "llm/openai/responses/response.hpp"

#include <cstdint>
#include <cstdlib>

// Whatever a provider sends: no crash, and no text that isn't UTF-8.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    llm::upstream const by{.name = "openai"};
    llm::responses_reader response(by, "model");
    std::vector<llm::delta> said;
    if (response.feed({reinterpret_cast<char const*>(bytes), size}, said)) (void)response.end(said);
    for (auto const& one : said) {
        if (auto const* text = std::get_if<llm::text_delta>(&one); text && !core::valid_utf8(text->text)) std::abort();
        if (auto const* call = std::get_if<llm::tool_call_delta>(&one); call && !core::valid_utf8(call->arguments))
            std::abort();
        if (auto const* kept = std::get_if<llm::replay_delta>(&one); kept && !core::valid_utf8(kept->kept.blocks))
            std::abort();
    }
    return 0;
}
