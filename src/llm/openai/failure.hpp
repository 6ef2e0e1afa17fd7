#pragma once

#include "core/error.hpp"
#include "llm/openai/config.hpp"

#include <boost/json/value.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace llm {

// What a server said when it refused. Its words decide the kind of failure and are never shown.
struct openai_complaint {
    int status = 0;   // 0: it came in the middle of a stream
    std::string code{}, type{}, message{}, parameter{};
    std::optional<std::chrono::seconds> retry_after{};
};

// Reads what stands under "error", whatever shape it has.
openai_complaint read_openai_complaint(boost::json::value const& error);

// Reads the body of a reply that is not a success. A body that isn't JSON says nothing.
openai_complaint read_openai_complaint(int status, std::string_view body);

// The complaint in our words.
core::error openai_failure(openai_complaint const& said, openai_config const& by, std::string_view model);

// The failure of a request that got no reply, for the reason that the HTTP client gives.
core::error openai_unreachable(openai_config const& by, core::error const& why);

// The failure of a reply that ran into a deadline.
core::error openai_late(openai_config const& by, core::error const& why);

// The failure of a stream that ended, or broke, before its answer did.
core::error openai_cut(openai_config const& by);

}  // namespace llm
