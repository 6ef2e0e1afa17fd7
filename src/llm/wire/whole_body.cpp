#include "llm/wire/whole_body.hpp"

namespace llm {

core::task<core::result<std::string>> read_whole_body(net::client_response& from, std::size_t bytes_max) {
    std::string out;
    for (;;) {
        auto more = co_await from.read_some();
        if (!more) co_return more.error();
        if (more->empty()) co_return out;
        if (out.size() + more->size() > bytes_max)
            co_return core::error{core::errc::upstream_failed, "the reply is too large"};
        out += *more;
    }
}

}  // namespace llm
