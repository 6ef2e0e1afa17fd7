#pragma once

#include "support/raw_client.hpp"

#include <boost/json/value.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace support {

struct api_reply {
    int status = 0;   // 0: the server closed without one
    std::map<std::string, std::string> fields;   // names in lower case
    std::string text;
    boost::json::value body;   // null unless the reply is JSON

    // The error's code; empty where the reply is not of the shape that every error has, there or in a drop-in API.
    std::string error_code() const;
    std::string string(std::string_view name) const;   // of a member of the body
};

// One block of an event stream: an event, or a comment.
struct stream_event {
    std::string id, name, data, comment;

    std::uint64_t sequence() const { return id.empty() ? 0 : std::stoull(id); }
    bool is_terminal() const { return name == "complete" || name == "error"; }
    boost::json::value json() const;
    bool operator==(stream_event const&) const = default;
};

// One open event stream. Blocking, like raw_client.
class event_source {
public:
    event_source(std::uint16_t port, std::string const& request);

    int status() const { return head_.status; }
    // Of the reply where it is no stream.
    api_reply const& reply() const { return head_; }
    std::string field(std::string const& name) const;

    // The next event or, where asked for, comment; nothing at the end.
    std::optional<stream_event> next(bool comments_too = false);
    std::vector<stream_event> rest();
    // So many more events; fewer at the end.
    std::vector<stream_event> take(std::size_t count);
    // True when the stream ended as HTTP says it must, not by a cut.
    bool ended_well() const { return last_chunk_seen_; }
    // Whether anything more comes within that time.
    bool readable_within(std::chrono::milliseconds patience) {
        return !unread_.empty() || !chunked_.empty() || client_.readable_within(patience);
    }
    void close() { client_.close(); }

private:
    bool fill();

    raw_client client_;
    api_reply head_;
    std::string chunked_, unread_;
    bool last_chunk_seen_ = false;
};

using extra_fields = std::vector<std::pair<std::string, std::string>>;

// A program that uses the API: one connection per request, blocking.
class api_client {
public:
    explicit api_client(std::uint16_t port) : port_(port) {}

    api_reply get(std::string const& path, extra_fields const& more = {}) const;
    api_reply post(std::string const& path, std::string const& body = "", extra_fields const& more = {}) const;
    api_reply patch(std::string const& path, std::string const& body) const;
    api_reply remove(std::string const& path) const;
    api_reply send(std::string const& method, std::string const& path, std::string const& body,
                   extra_fields const& more = {}) const;

    // POST /chat/stream, and GET /chat/streams/{turn} behind `after`.
    event_source ask(std::string const& body, extra_fields const& more = {}) const;
    event_source follow(std::string const& turn_id, std::uint64_t after = 0) const;

    std::uint16_t port() const { return port_; }

private:
    std::uint16_t port_;
};

// {"message": …, "model": …}, and in that conversation where one is given.
std::string question(std::string_view message, std::string_view model = {}, std::string_view conversation = {});

// The text that a reader of these events shows in the end.
std::string shown_text(std::vector<stream_event> const& events);

// What must hold of the events of one stream that was read from behind `after` to its end: dense sequence numbers,
// `start` at 1 and only there, tokens counted from 0, one terminal event and it last. Empty, or what is wrong.
std::string what_is_wrong_with(std::vector<stream_event> const& events, std::uint64_t after = 0);

}  // namespace support
