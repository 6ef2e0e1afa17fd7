#include "support/responses_events.hpp"

#include <fmt/format.h>

namespace support::responses {

std::string event(std::string_view type, std::string_view fields, int number) {
    auto const numbered = number < 0 ? std::string() : fmt::format(R"(,"sequence_number":{})", number);
    return fmt::format("event: {0}\ndata: {{\"type\":\"{0}\"{1}{2}{3}}}\n\n", type, numbered, fields.empty() ? "" : ",",
                       fields);
}

std::string created(std::string_view id, int number) {
    return event("response.created",
                 fmt::format(R"("response":{{"id":"{}","object":"response","status":"in_progress","error":null,)"
                             R"("output":[],"usage":null}})",
                             id),
                 number);
}

std::string text(std::string_view words, int item, int number) {
    return event("response.output_text.delta",
                 fmt::format(R"("item_id":"msg","output_index":{},"content_index":0,"delta":"{}")", item, words),
                 number);
}

std::string item_begins(int item, std::string_view fields, int number) {
    return event("response.output_item.added", fmt::format(R"("output_index":{},"item":{{{}}})", item, fields), number);
}

std::string item_ends(int item, std::string_view fields, int number) {
    return event("response.output_item.done", fmt::format(R"("output_index":{},"item":{{{}}})", item, fields), number);
}

std::string completed(std::string_view more, int number) {
    return event("response.completed",
                 fmt::format(R"("response":{{"object":"response","status":"completed","error":null{}{}}})",
                             more.empty() ? "" : ",", more),
                 number);
}

}  // namespace support::responses
