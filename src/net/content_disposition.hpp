#pragma once

#include <string>
#include <string_view>

namespace net {

// The value of Content-Disposition that saves a reply as `file_name` (RFC 6266): a quoted ASCII form for old clients
// and, where that loses something, the exact name (RFC 8187). Any bytes are safe; folders are cut off.
std::string attachment(std::string_view file_name);

}  // namespace net
