#pragma once

#include "api/dropin/body.hpp"
#include "llm/message.hpp"

#include <boost/json/value.hpp>

#include <vector>

namespace api::aisdk {

// UI messages in the common vocabulary: text, files that are pictures, and calls of tools with their results. Parts
// that only a page draws say nothing to a model.
std::vector<llm::message> read_messages(boost::json::value const& from, body_problems& problems);

}  // namespace api::aisdk
