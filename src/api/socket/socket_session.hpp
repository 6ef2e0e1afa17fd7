#pragma once

#include "core/task.hpp"

namespace api {

struct call;

// GET /api/v1/ws: one page's socket. Everything the page follows goes over it, so that it needs one connection however
// many answers are being written.
core::task<> open_socket(call& c);

}  // namespace api
