#pragma once

#include <filesystem>
#include <string>

namespace support {

// A fresh self-signed certificate for "localhost" and its key, as PEM files in `folder`.
struct certificate {
    explicit certificate(std::filesystem::path const& folder);

    std::string certificate_path;
    std::string key_path;
};

}  // namespace support
