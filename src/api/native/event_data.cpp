#include "api/native/event_data.hpp"

#include "core/json_write.hpp"
#include "net/sse.hpp"

#include <fmt/format.h>

#include <iterator>

namespace api {

using store::event_kind;

void append_event_data(std::string& out, store::turn_event const& event) {
    switch (event.kind) {
    case event_kind::token:
        out += R"({"token":)";
        core::append_json_string(out, event.data);
        fmt::format_to(std::back_inserter(out), R"(,"index":{}}})", event.index);
        return;
    case event_kind::thinking:
        out += R"({"text":)";
        core::append_json_string(out, event.data);
        out += '}';
        return;
    default: out += event.data.empty() ? "{}" : event.data;
    }
}

void append_native_event(std::string& out, store::turn_event const& event) {
    std::string data;
    append_event_data(data, event);
    net::append_event(out, fmt::format_int(event.sequence).str(), store::to_string(event.kind), data);
}

}  // namespace api
