#include "llm/tokens/token_counter.hpp"

namespace llm {

core::task<std::int64_t> token_counter::count(tokenizer as, std::string_view text) {
    auto work = [text](tokenizer by) { return count_tokens(by, text); };
    co_return co_await run(as, std::int64_t(text.size()), work);
}

core::task<std::int64_t> token_counter::count(tokenizer as, std::span<message const> prompt) {
    std::int64_t bytes = 0;
    for (auto const& one : prompt) bytes += tokens_at_most(one);
    auto work = [prompt](tokenizer by) { return count_tokens(by, prompt); };
    co_return co_await run(as, bytes, work);
}

}  // namespace llm
