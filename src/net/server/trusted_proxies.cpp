#include "net/server/trusted_proxies.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace net::server {

namespace {

// The last item of a comma-separated list, which loses it.
std::string_view take_last(std::string_view& list) {
    auto const comma = list.rfind(',');
    auto item = comma == list.npos ? list : list.substr(comma + 1);
    list = comma == list.npos ? std::string_view() : list.substr(0, comma);
    while (!item.empty() && item.front() == ' ') item.remove_prefix(1);
    while (!item.empty() && item.back() == ' ') item.remove_suffix(1);
    return item;
}

}  // namespace

trusted_proxies::trusted_proxies(std::vector<std::string> const& rows) {
    for (auto const& row : rows) {
        auto const range = address_range::parse(row);
        if (!range) throw std::runtime_error(fmt::format("A trusted proxy is no address or range: {}", row));
        ranges_.push_back(*range);
    }
}

void trusted_proxies::apply(request& r) const {
    if (ranges_.empty() || !trusts(r.remote_address)) return;
    r.secure = r.secure || same_name(r.fields.get("x-forwarded-proto"), "https");
    for (auto list = r.fields.get("x-forwarded-for"); !list.empty();) {
        auto const address = take_last(list);
        if (!is_address(address)) return;   // from here on it is made up
        r.remote_address = address;
        if (!trusts(address)) return;
    }
}

bool trusted_proxies::trusts(std::string_view address) const {
    return std::ranges::any_of(ranges_, [&](address_range const& range) { return range.contains(address); });
}

}  // namespace net::server
