#include "cli/fetch.hpp"

namespace cli {

core::task<core::result<fetched>> fetch(net::http_client& client, net::client_request request) {
    constexpr std::size_t body_bytes_max = 1 << 20;
    auto opened = co_await client.open(std::move(request));
    if (!opened) co_return opened.error();
    auto const response = std::move(*opened);
    fetched out{response->status(), response->fields()};
    for (;;) {
        auto piece = co_await response->read_some();
        if (!piece) co_return piece.error();
        if (piece->empty()) co_return out;
        out.body += *piece;
        if (out.body.size() > body_bytes_max)
            co_return core::error{core::errc::upstream_failed, "the reply is larger than a megabyte"};
    }
}

}  // namespace cli
