#include "support/anthropic_events.hpp"

#include <fmt/format.h>

namespace support::anthropic {

std::string event(std::string_view name, std::string_view fields) {
    return fmt::format("event: {0}\ndata: {{\"type\":\"{0}\"{1}{2}}}\n\n", name, fields.empty() ? "" : ",", fields);
}

std::string start(int input_tokens, std::string_view more_usage) {
    return event("message_start",
                 fmt::format(R"("message":{{"id":"msg_1","type":"message","role":"assistant","content":[],)"
                             R"("stop_reason":null,"usage":{{"input_tokens":{},"output_tokens":1{}}}}})",
                             input_tokens, more_usage));
}

std::string begin_block(int index, std::string_view block) {
    return event("content_block_start", fmt::format(R"("index":{},"content_block":{})", index, block));
}

std::string piece(int index, std::string_view delta) {
    return event("content_block_delta", fmt::format(R"("index":{},"delta":{})", index, delta));
}

std::string end_block(int index) { return event("content_block_stop", fmt::format(R"("index":{})", index)); }

std::string text_block(int index, std::string_view text) {
    return begin_block(index, R"({"type":"text","text":""})") +
           piece(index, fmt::format(R"({{"type":"text_delta","text":"{}"}})", text)) + end_block(index);
}

std::string finish(std::string_view stop_reason, int output_tokens) {
    return event("message_delta",
                 fmt::format(R"("delta":{{"stop_reason":"{}","stop_sequence":null}},"usage":{{"output_tokens":{}}})",
                             stop_reason, output_tokens));
}

std::string stop() { return event("message_stop", {}); }

}  // namespace support::anthropic
