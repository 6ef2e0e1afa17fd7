#include "store/turn_log/event.hpp"

namespace store {

char const* to_string(event_kind kind) {
    switch (kind) {
    case event_kind::start:       return "start";
    case event_kind::token:       return "token";
    case event_kind::thinking:    return "thinking";
    case event_kind::status:      return "status";
    case event_kind::sources:     return "sources";
    case event_kind::tool_call:   return "tool_call";
    case event_kind::tool_result: return "tool_result";
    case event_kind::approval:    return "approval";
    case event_kind::usage:       return "usage";
    case event_kind::continued:   return "continued";
    case event_kind::restarted:   return "restarted";
    case event_kind::complete:    return "complete";
    case event_kind::error:       return "error";
    case event_kind::note:        return "note";
    case event_kind::sealed:      return "sealed";
    }
    return "unknown";
}

}  // namespace store
