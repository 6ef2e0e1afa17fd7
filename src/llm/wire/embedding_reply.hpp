#pragma once

#include <boost/json/array.hpp>

#include <cstddef>
#include <vector>

namespace llm {

// The bounds of a reply that holds vectors: of what is read at all, and of what is read on the loop, within a
// millisecond. The largest honest one has 2048 vectors of 4096 numbers.
constexpr std::size_t embedding_reply_bytes_max = 192u << 20;
constexpr std::size_t embedding_reply_at_once_bytes_max = 32u << 10;

// The numbers of one vector; empty where there is anything else among them.
std::vector<float> read_vector(boost::json::array const& from);

}  // namespace llm
