#pragma once

#include "net/static_files.hpp"

#include <optional>

namespace api {

// The web page, out of the binary.
class page {
public:
    page();

    // The reply for a path that no route names: a file, or the page itself for the addresses that it draws (/, /c/{id},
    // /docs). Nothing for what does not exist.
    std::optional<net::response> find(net::request const& request) const;

private:
    net::static_files files_;
};

}  // namespace api
