#pragma once

#include <string>
#include <string_view>

namespace bench {

// One server-sent event. Views are valid during the call that hands it out.
struct sse_event {
    std::string_view name;
    std::string_view id;
    std::string_view data;
};

// Cuts a stream into events. Only as much of the format as the
// servers measured here send: lines end in LF, an event has one data line.
class sse_lines {
public:
    template <class On_event>
    void feed(std::string_view bytes, On_event on_event) {
        if (!rest_.empty()) {
            rest_ += bytes;
            bytes = rest_;
        }
        for (auto end = bytes.find("\n\n"); end != bytes.npos; end = bytes.find("\n\n")) {
            if (auto const event = parse(bytes.substr(0, end)); !event.data.empty()) on_event(event);
            bytes.remove_prefix(end + 2);
        }
        rest_ = std::string(bytes);
    }

private:
    static sse_event parse(std::string_view block) {
        sse_event event;
        while (!block.empty()) {
            auto const line = block.substr(0, block.find('\n'));
            block.remove_prefix(line.size() + (line.size() < block.size() ? 1 : 0));
            auto const colon = line.find(':');
            if (colon == line.npos || colon == 0) continue;   // a comment
            auto const value = line.substr(colon + (line.substr(colon + 1, 1) == " " ? 2 : 1));
            if (line.starts_with("event")) event.name = value;
            else if (line.starts_with("id")) event.id = value;
            else if (line.starts_with("data")) event.data = value;
        }
        return event;
    }

    std::string rest_;
};

}  // namespace bench
