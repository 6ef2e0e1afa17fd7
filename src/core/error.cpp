#include "core/error.hpp"

namespace core {

char const* to_string(errc code) {
    switch (code) {
    case errc::invalid_input:          return "invalid_input";
    case errc::unauthorized:           return "unauthorized";
    case errc::forbidden:              return "forbidden";
    case errc::not_found:              return "not_found";
    case errc::conversation_not_found: return "conversation_not_found";
    case errc::conflict:               return "conflict";
    case errc::ahead_of_log:           return "ahead_of_log";
    case errc::expired:                return "expired";
    case errc::idempotency_mismatch:   return "idempotency_mismatch";
    case errc::content_filtered:       return "content_filtered";
    case errc::context_too_long:       return "context_too_long";
    case errc::rate_limited:           return "rate_limited";
    case errc::budget_exceeded:        return "budget_exceeded";
    case errc::upstream_failed:        return "upstream_failed";
    case errc::unavailable:            return "unavailable";
    case errc::timeout:                return "timeout";
    case errc::internal:               return "internal";
    }
    return "internal";
}

}  // namespace core
