#pragma once

#include "core/error.hpp"
#include "llm/wire/complaint.hpp"
#include "llm/wire/upstream.hpp"

#include <string_view>

namespace llm {

// The complaint in our words.
core::error refused(complaint const& said, upstream const& by, std::string_view model);

// The failure of a request that got no reply, for the reason that the HTTP client gives.
core::error unreachable(upstream const& by, core::error const& why);

// The failure of a reply that ran into a deadline.
core::error late(upstream const& by, core::error const& why);

// The failure of a stream that ended, or broke, before its answer did.
core::error cut(upstream const& by);

// The failure of a reply of which a part can't be read: it may have held a part of the answer.
core::error unreadable(upstream const& by);

// The failure of an answer that the model itself gave up.
core::error given_up(upstream const& by);

// The failure of a request whose prompt was filtered.
core::error filtered_prompt(upstream const& by);

}  // namespace llm
