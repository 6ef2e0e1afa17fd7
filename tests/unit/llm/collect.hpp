#pragma once

#include "llm/provider.hpp"

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>

#include <optional>
#include <string>
#include <vector>

namespace support {

// What a stream said until it ended.
struct said {
    std::vector<llm::delta> deltas{};
    std::optional<core::error> failure{};
    std::vector<std::size_t> batches{};   // deltas in each read

    std::string text() const {
        std::string out;
        for (auto const& one : deltas)
            if (auto const* piece = std::get_if<llm::text_delta>(&one)) out += piece->text;
        return out;
    }
    template <class Delta>
    std::vector<Delta> all() const {
        std::vector<Delta> out;
        for (auto const& one : deltas)
            if (auto const* found = std::get_if<Delta>(&one)) out.push_back(*found);
        return out;
    }
    std::optional<llm::finish_reason> finish() const {
        auto const found = all<llm::finish_delta>();
        return found.empty() ? std::nullopt : std::optional(found.back().why);
    }
};

// What a body says to `reader` when it comes in these pieces.
template <class Reader>
said read_pieces(Reader reader, std::vector<std::string> const& pieces) {
    said out;
    for (auto const& piece : pieces)
        if (auto fed = reader.feed(piece, out.deltas); !fed) {
            out.failure = fed.error();
            return out;
        }
    if (auto ended = reader.end(out.deltas); !ended) out.failure = ended.error();
    return out;
}

// Reads `from` to its end.
inline core::task<said> drain(llm::stream& from) {
    said out;
    while (true) {
        auto batch = co_await from.read_some();
        if (!batch) {
            out.failure = batch.error();
            co_return out;
        }
        if (batch->empty()) co_return out;
        out.batches.push_back(batch->size());
        for (auto& one : *batch) out.deltas.push_back(std::move(one));
    }
}

// Opens and reads one completion; a refusal to open is its failure.
inline core::task<said> ask(llm::provider& whom, llm::completion_request request, llm::deadlines limits = {}) {
    auto opened = co_await whom.open(std::move(request), limits);
    if (!opened) co_return said{.failure = opened.error()};
    co_return co_await drain(**opened);
}

// Reads once, then again while the loop emits `stop`. Meant to end by being cancelled.
inline core::task<> read_until_cancelled(llm::stream& from, boost::asio::cancellation_signal& stop) {
    co_await from.read_some();
    boost::asio::post(co_await boost::asio::this_coro::executor,
                      [&] { stop.emit(boost::asio::cancellation_type::terminal); });
    co_await from.read_some();
}

}  // namespace support
