#pragma once

#include "store/turn_log/event.hpp"

#include <string>

namespace api {

// Appends an event's data as the native API shows it: always one JSON object on one line.
void append_event_data(std::string& out, store::turn_event const& event);

// Appends the event in its server-sent form: id, name and data.
void append_native_event(std::string& out, store::turn_event const& event);

}  // namespace api
