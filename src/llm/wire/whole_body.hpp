#pragma once

#include "core/result.hpp"
#include "core/task.hpp"
#include "net/http_client.hpp"

#include <string>

namespace llm {

// Reads a short reply to its end. A longer one than `bytes_max` fails with upstream_failed.
core::task<core::result<std::string>> read_whole_body(net::client_response& from, std::size_t bytes_max);

}  // namespace llm
