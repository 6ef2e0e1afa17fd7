#pragma once

#include "api/route.hpp"

#include <span>
#include <string>
#include <string_view>

namespace api {

// The description of these routes (OpenAPI 3.1), as JSON text: made of the rows and of the types that parse the
// requests, so that it can't differ from what the server does.
std::string openapi_document(std::span<route const> rows, std::string_view version);

}  // namespace api
