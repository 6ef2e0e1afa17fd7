#include "net/sse.hpp"

namespace net {

namespace {

// The next line of `text`, which is advanced past its end; CR, LF and CRLF all end one.
std::string_view take_line(std::string_view& text) {
    auto const end = std::min(text.find_first_of("\r\n"), text.size());
    auto const line = text.substr(0, end);
    auto const crlf = text.substr(end).starts_with("\r\n");
    text.remove_prefix(std::min(end + (crlf ? 2 : 1), text.size()));
    return line;
}

std::string_view first_line(std::string_view text) {
    return text.substr(0, text.find_first_of(std::string_view("\r\n\0", 3)));
}

bool ends_line(std::string_view text) { return text.ends_with('\n') || text.ends_with('\r'); }

}  // namespace

void append_event(std::string& out, std::string_view id, std::string_view name, std::string_view data) {
    if (!id.empty()) out.append("id: ").append(first_line(id)).append("\n");
    if (!name.empty()) out.append("event: ").append(first_line(name)).append("\n");
    bool const open = ends_line(data);   // a break at the end is followed by one more, empty line
    do out.append("data: ").append(take_line(data)).append("\n");
    while (!data.empty());
    if (open) out.append("data: \n");
    out.append("\n");
}

void append_comment(std::string& out, std::string_view text) {
    out.append(": ").append(first_line(text)).append("\n\n");
}

response event_stream_head() {
    response head;
    head.fields = {{"Content-Type", "text/event-stream"},
                   {"Cache-Control", "no-cache, no-transform"},
                   {"X-Accel-Buffering", "no"}};
    return head;
}

core::task<> sse_writer::event(std::string_view id, std::string_view name, std::string_view data) {
    std::string out;
    append_event(out, id, name, data);
    return to_->write(std::move(out));
}

core::task<> sse_writer::data(std::string_view data) { return event({}, {}, data); }

core::task<> sse_writer::comment(std::string_view text) {
    std::string out;
    append_comment(out, text);
    return to_->write(std::move(out));
}

}  // namespace net
