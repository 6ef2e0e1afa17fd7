#pragma once

#include "core/embedded.hpp"
#include "net/http.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace net {

// Files that live in the binary. `name.br` and `name.gz` beside `name` are the same file, encoded. What lies under
// assets/ has its hash in its name and is cached for good; everything else is asked for again, and answered 304 while
// it is the same. Immutable: all loops share one.
class static_files {
public:
    // `content_security_policy` goes with every document. The files live as long as the program.
    static_files(std::span<core::embedded_file const> files, std::string content_security_policy);

    // The reply to a GET or HEAD of `name` ("index.html", "assets/app-1a2b.js"); nothing when there is no such file.
    std::optional<response> find(request const& r, std::string_view name) const;

private:
    struct variant {
        std::string_view content;
        std::string tag;  // of exactly these bytes
    };
    struct file {
        variant plain, brotli, gzip;
    };

    static variant make_variant(core::embedded_file const& file);
    static variant const& choose(file const& from, std::string_view accepted, char const*& coding);

    std::map<std::string_view, file, std::less<>> files_;
    std::string policy_;
};

}  // namespace net
