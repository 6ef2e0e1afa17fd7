#pragma once

#include <string_view>

namespace net {

// True when a client that sent `accept_encoding` takes `coding` ("br", "gzip"): listed, or covered by "*", and not with
// weight zero (RFC 9110, 12.5.3).
bool accepts_coding(std::string_view accept_encoding, std::string_view coding);

}  // namespace net
