#include "core/settings.hpp"

#include <fmt/format.h>

namespace core {

std::string database_file(settings const& values) {
    std::string_view const url = values.storage.database_url;
    if (!url.starts_with("sqlite:")) return values.server.data_dir + "/parlance.db";
    auto path = url.substr(7);
    if (path.starts_with("///")) path.remove_prefix(2);   // sqlite:///absolute, as others write it
    return std::string(path);
}

std::string server_url(server_settings const& server) {
    auto host = server.host;
    if (host == "0.0.0.0") host = "127.0.0.1";
    if (host == "::") host = "::1";
    if (host.find(':') != host.npos) host = "[" + host + "]";
    return fmt::format("{}://{}:{}", server.tls_cert.empty() ? "http" : "https", host, server.port);
}

}  // namespace core
