#pragma once

#include <boost/json/value.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace llm {

// What a server said when it refused. Its words decide the kind of failure and are never shown.
struct complaint {
    int status = 0;   // 0: it came in the middle of a stream
    std::string code{}, type{}, message{}, parameter{};
    std::optional<std::chrono::seconds> retry_after{};
};

// Reads what stands under "error", in the shape of OpenAI's, Anthropic's or Google's API, or of none.
complaint read_complaint(boost::json::value const& error);

// Reads the body of a reply that is not a success. A body that isn't JSON says nothing.
complaint read_complaint(int status, std::string_view body);

}  // namespace llm
