#pragma once

#include "net/http.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace net {

// Appends one event (WHATWG HTML, 9.2) to `out`. An empty `id` or `name` is left out. Each line of `data` (ended by CR,
// LF or both) becomes a data line of the same event, so that no payload can forge one. `id` and `name` must hold no
// line break; one that does is cut there.
void append_event(std::string& out, std::string_view id, std::string_view name, std::string_view data);

// Appends a comment, which clients ignore: what keeps an idle connection open.
void append_comment(std::string& out, std::string_view text = {});

// The head of a reply that is an event stream: fields that keep proxies from holding or changing it.
response event_stream_head();

// Server-sent events over one reply. Several events formatted with append_event go out in one write.
class sse_writer {
public:
    explicit sse_writer(std::unique_ptr<body_stream> to) : to_(std::move(to)) {}

    // Each throws like body_stream::write.
    core::task<> event(std::string_view id, std::string_view name, std::string_view data);
    core::task<> data(std::string_view data);  // without id and name
    core::task<> comment(std::string_view text = {});
    core::task<> write(std::string formatted) { return to_->write(std::move(formatted)); }
    core::task<> finish(std::string formatted = {}) { return to_->finish(std::move(formatted)); }

private:
    std::unique_ptr<body_stream> to_;
};

}  // namespace net
