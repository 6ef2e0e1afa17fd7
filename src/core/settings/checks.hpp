#pragma once

#include <string>
#include <string_view>

namespace core {

// Checks of one setting's text. Each returns what the value must be, or nothing when it is that.
std::string check_http_url(std::string_view text);
std::string check_issuer(std::string_view text);          // https, or http on this machine; no query
std::string check_http_urls(std::string_view text);       // comma-separated
std::string check_origins(std::string_view text);         // comma-separated; also *
std::string check_host(std::string_view text);
std::string check_networks(std::string_view text);        // addresses or CIDRs, comma-separated
std::string check_host_and_port(std::string_view text);
std::string check_database_url(std::string_view text);
std::string check_redis_url(std::string_view text);
std::string check_otlp_endpoint(std::string_view text);

}  // namespace core
