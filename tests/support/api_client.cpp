#include "support/api_client.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace support {

namespace json = boost::json;

namespace {

api_reply api_reply_of(raw_reply raw) {
    api_reply out{.status = raw.status, .fields = std::move(raw.fields), .text = std::move(raw.body), .body = nullptr};
    if (out.fields["content-type"].starts_with("application/json") && !out.text.empty()) {
        boost::system::error_code failed;
        out.body = json::parse(out.text, failed);
        if (failed) out.body = nullptr;
    }
    return out;
}

std::string request_text(std::string const& method, std::string const& path, std::string const& body,
                         extra_fields const& more) {
    auto out = fmt::format("{} {} HTTP/1.1\r\n", method, path);
    bool host = false;
    bool type = false;
    for (auto const& [name, value] : more) {
        out += fmt::format("{}: {}\r\n", name, value);
        host = host || name == "Host";
        type = type || name == "Content-Type";
    }
    if (!host) out += "Host: localhost\r\n";
    if (!body.empty() && !type) out += "Content-Type: application/json\r\n";
    if (!body.empty() || method == "POST" || method == "PATCH")
        out += fmt::format("Content-Length: {}\r\n", body.size());
    return out + "Connection: close\r\n\r\n" + body;
}

std::string text_of(json::value const& from, std::string_view name) {
    auto const* object = from.if_object();
    auto const* found = object ? object->if_contains(name) : nullptr;
    return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

}  // namespace

std::string api_reply::error_code() const {
    auto const* object = body.if_object();
    auto const* error = object ? object->if_contains("error") : nullptr;
    if (!error || !error->is_object()) return {};
    auto const header = fields.find("x-error-code");
    if (error->get_object().contains("type"))   // of a drop-in API
        return header != fields.end() && error->get_object().contains("message") ? header->second : std::string();
    for (auto const* name : {"code", "message", "details", "request_id"})
        if (!error->get_object().contains(name)) return {};
    auto code = text_of(*error, "code");
    return header != fields.end() && header->second == code ? code : std::string();
}

std::string api_reply::string(std::string_view name) const { return text_of(body, name); }

json::value stream_event::json() const { return json::parse(data); }

event_source::event_source(std::uint16_t port, std::string const& request) : client_(port) {
    client_.send(request);
    std::string head;
    while (!head.ends_with("\r\n\r\n")) {
        auto byte = client_.read_exactly(1);
        if (byte.empty()) return;
        head += byte;
    }
    head_.status = std::stoi(head.substr(head.find(' ') + 1, 3));
    for (std::size_t at = head.find("\r\n") + 2; at + 2 < head.size();) {
        auto const end = head.find("\r\n", at);
        auto const colon = head.find(": ", at);
        auto name = head.substr(at, colon - at);
        for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        head_.fields[name] = head.substr(colon + 2, end - colon - 2);
        at = end + 2;
    }
    if (head_.fields["content-type"].starts_with("text/event-stream")) return;
    raw_reply whole{.status = head_.status,
                    .fields = head_.fields,
                    .body = client_.read_exactly(std::stoul("0" + head_.fields["content-length"]))};
    head_ = api_reply_of(std::move(whole));
}

std::string event_source::field(std::string const& name) const {
    auto const found = head_.fields.find(name);
    return found == head_.fields.end() ? std::string() : found->second;
}

// Takes one more chunk of the body; false at its end.
bool event_source::fill() {
    for (;;) {
        auto const line = chunked_.find("\r\n");
        if (line != chunked_.npos) {
            auto const size = std::stoul(chunked_.substr(0, line), nullptr, 16);
            last_chunk_seen_ = size == 0;
            if (last_chunk_seen_) return false;
            if (chunked_.size() >= line + 2 + size + 2) {
                unread_ += chunked_.substr(line + 2, size);
                chunked_.erase(0, line + 2 + size + 2);
                return true;
            }
        }
        auto const more = client_.read_some();
        if (more.empty()) return false;
        chunked_ += more;
    }
}

std::optional<stream_event> event_source::next(bool comments_too) {
    for (;;) {
        auto const end = unread_.find("\n\n");
        if (end == unread_.npos) {
            if (last_chunk_seen_ || !fill()) return std::nullopt;
            continue;
        }
        stream_event out;
        for (std::size_t at = 0; at <= end;) {
            auto const stop = unread_.find('\n', at);
            auto const line = unread_.substr(at, stop - at);
            if (line.starts_with(": ")) out.comment = line.substr(2);
            if (line.starts_with("id: ")) out.id = line.substr(4);
            if (line.starts_with("event: ")) out.name = line.substr(7);
            if (line.starts_with("data: ")) out.data += line.substr(6);
            at = stop + 1;
        }
        unread_.erase(0, end + 2);
        if (comments_too || out.comment.empty()) return out;
    }
}

std::vector<stream_event> event_source::rest() {
    std::vector<stream_event> out;
    while (auto event = next()) out.push_back(std::move(*event));
    return out;
}

std::vector<stream_event> event_source::take(std::size_t count) {
    std::vector<stream_event> out;
    while (out.size() < count)
        if (auto event = next()) out.push_back(std::move(*event));
        else break;
    return out;
}

api_reply api_client::send(std::string const& method, std::string const& path, std::string const& body,
                           extra_fields const& more) const {
    raw_client client(port_);
    client.send(request_text(method, path, body, more));
    client.readable_within(std::chrono::seconds(60));   // a reply may wait for a locked database
    return api_reply_of(client.read());
}

api_reply api_client::get(std::string const& path, extra_fields const& more) const {
    return send("GET", path, "", more);
}
api_reply api_client::post(std::string const& path, std::string const& body, extra_fields const& more) const {
    return send("POST", path, body, more);
}
api_reply api_client::patch(std::string const& path, std::string const& body) const {
    return send("PATCH", path, body);
}
api_reply api_client::remove(std::string const& path) const { return send("DELETE", path, ""); }

event_source api_client::ask(std::string const& body, extra_fields const& more) const {
    return {port_, request_text("POST", "/api/v1/chat/stream", body, more)};
}

event_source api_client::follow(std::string const& turn_id, std::uint64_t after) const {
    extra_fields more;
    if (after > 0) more.emplace_back("Last-Event-ID", std::to_string(after));
    return {port_, request_text("GET", "/api/v1/chat/streams/" + turn_id, "", more)};
}

std::string question(std::string_view message, std::string_view model, std::string_view conversation) {
    json::object out{{"message", message}};
    if (!model.empty()) out["model"] = model;
    if (!conversation.empty()) out["conversation_id"] = conversation;
    return json::serialize(out);
}

std::string shown_text(std::vector<stream_event> const& events) {
    std::vector<stream_event const*> shown;
    for (auto const& event : events) {
        if (event.name == "token") shown.push_back(&event);
        if (event.name != "restarted") continue;
        auto const last = event.json().at("truncate_to").to_number<std::uint64_t>();
        std::erase_if(shown, [&](auto const* each) { return each->sequence() > last; });
    }
    std::string out;
    for (auto const* event : shown) out += text_of(event->json(), "token");
    return out;
}

std::string what_is_wrong_with(std::vector<stream_event> const& events, std::uint64_t after) {
    if (events.empty()) return "nothing came";
    auto expected = after;
    for (auto const& event : events) {
        if (event.id != std::to_string(++expected)) return fmt::format("id {} instead of {}", event.id, expected);
        if ((event.name == "start") != (expected == 1)) return fmt::format("{} has the id {}", event.name, expected);
        if (event.is_terminal() && &event != &events.back()) return event.name + " is not the last event";
    }
    return events.back().is_terminal() ? "" : "the last event is " + events.back().name;
}

}  // namespace support
