#include "api/route_match.hpp"

#include <algorithm>

namespace api {

namespace {

std::vector<std::string_view> split(std::string_view path) {
    std::vector<std::string_view> segments;
    while (!path.empty()) {
        path.remove_prefix(1);   // its slash
        auto const end = std::min(path.find('/'), path.size());
        segments.push_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    return segments;
}

bool is_parameter(std::string_view segment) { return segment.starts_with('{'); }

bool matches(std::vector<std::string_view> const& row, std::vector<std::string_view> const& path) {
    return std::ranges::equal(row, path, [](auto r, auto p) { return is_parameter(r) ? !p.empty() : r == p; });
}

}  // namespace

route_index::route_index(std::span<route const> rows) {
    for (auto const& row : rows) {
        auto segments = split(row.path);
        if (by_length_.size() <= segments.size()) by_length_.resize(segments.size() + 1);
        by_length_[segments.size()].push_back({&row, std::move(segments)});
    }
    auto const literals = [](entry const& e) { return std::ranges::count_if(e.segments, std::not_fn(is_parameter)); };
    for (auto& entries : by_length_) std::ranges::sort(entries, std::greater(), literals);
}

route_match route_index::find(std::string_view method, std::string_view path) const {
    route_match out;
    if (!path.starts_with('/')) return out;
    auto const segments = split(path);
    if (segments.size() >= by_length_.size()) return out;
    if (method == "HEAD") method = "GET";
    for (auto const& e : by_length_[segments.size()]) {
        if (!matches(e.segments, segments)) continue;
        if (method != to_string(e.row->method)) {
            out.allowed.push_back(e.row->method);
            continue;
        }
        out.found = e.row;
        for (std::size_t i = 0; i < segments.size(); ++i)
            if (is_parameter(e.segments[i])) out.parameters.emplace_back(segments[i]);
        return out;
    }
    return out;
}

}  // namespace api
