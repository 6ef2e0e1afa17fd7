#include "support/gemini_events.hpp"

#include <fmt/format.h>

namespace support::gemini {

std::string event(std::string_view json) { return fmt::format("data: {}\r\n\r\n", json); }

std::string parts(std::string_view list) {
    return event(fmt::format(R"({{"candidates":[{{"content":{{"parts":[{}],"role":"model"}},"index":0}}]}})", list));
}

std::string text(std::string_view words) { return parts(fmt::format(R"({{"text":"{}"}})", words)); }

std::string finish(std::string_view reason) {
    return event(fmt::format(R"({{"candidates":[{{"content":{{"parts":[]}},"finishReason":"{}","index":0}}]}})",
                             reason));
}

std::string usage(std::string_view counts) { return event(fmt::format(R"({{"usageMetadata":{{{}}}}})", counts)); }

}  // namespace support::gemini
