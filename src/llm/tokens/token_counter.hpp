#pragma once

#include "core/async.hpp"
#include "core/pool.hpp"
#include "llm/tokens/token_count.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

namespace llm {

// Counts tokens for coroutines without holding up their loop: short text at once, long text on a thread of its own.
// Where that one has too much to do already, the count is approximate. Thread-safe; must outlive the tasks it gave.
class token_counter {
public:
    // What is counted at once: 16 KiB of prose take a third of a millisecond, of the worst text a few.
    static constexpr std::int64_t at_once_bytes_max = 16 * 1024;

    // What `text` or `prompt` names must outlive the task.
    core::task<std::int64_t> count(tokenizer as, std::string_view text);
    core::task<std::int64_t> count(tokenizer as, std::span<message const> prompt);

    // Runs work(tokenizer), which counts up to `bytes` of text with the tokenizer it is given, where that belongs.
    template <class Work>
    core::task<std::invoke_result_t<Work&, tokenizer>> run(tokenizer as, std::int64_t bytes, Work work) {
        if (as == tokenizer::approximate || bytes <= at_once_bytes_max) co_return work(as);
        auto counting = [&] { return work(as); };
        auto counted = co_await core::offload(pool_, counting);
        if (counted) co_return std::move(*counted);
        co_return work(tokenizer::approximate);
    }

private:
    core::pool pool_{"tokens", 1, 1024};
};

}  // namespace llm
