#pragma once

#include "core/error.hpp"

namespace llm {

// The error that a real provider would give in that case.
core::error demo_failure(core::errc kind);

}  // namespace llm
