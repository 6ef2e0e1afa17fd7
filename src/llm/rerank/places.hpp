#pragma once

#include "llm/ranking.hpp"

#include <boost/json/array.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace llm {

// The bounds of a reply that holds ranks: of what is read at all, and of what is read on the loop. Some servers send
// the documents back.
constexpr std::size_t rerank_reply_bytes_max = 64u << 20;
constexpr std::size_t rerank_reply_at_once_bytes_max = 32u << 10;

// What each says of its `index` and its score; nothing where one lacks either.
std::optional<std::vector<ranking::place>> read_places(boost::json::array const& from, std::string_view score);

}  // namespace llm
