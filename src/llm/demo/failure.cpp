#include "llm/demo/failure.hpp"

namespace llm {
namespace {

char const* explain(core::errc kind) {
    using enum core::errc;
    if (kind == rate_limited) return "The demo model plays one that gets too many requests; try again shortly.";
    if (kind == upstream_failed) return "The demo model plays one that can't be reached.";
    if (kind == unauthorized) return "The demo model plays one that refuses our key.";
    if (kind == context_too_long) return "The demo model plays one whose window is too small for this conversation.";
    if (kind == content_filtered) return "The demo model plays one that filters this content.";
    if (kind == timeout) return "The demo model plays one that does not answer in time.";
    return "The demo model plays one that does not accept the request.";
}

}  // namespace

core::error demo_failure(core::errc kind) {
    using enum core::errc;
    core::error out{kind, explain(kind)};
    out.provider = "demo";
    out.retryable = kind == rate_limited || kind == upstream_failed || kind == timeout;
    if (kind == rate_limited) out.retry_after_s = 1;
    return out;
}

}  // namespace llm
