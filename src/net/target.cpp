#include "net/target.hpp"

#include "core/unicode.hpp"

#include <optional>

namespace net {

namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_escape(std::string_view s, std::size_t at) {
    return at + 2 < s.size() && s[at] == '%' && hex_value(s[at + 1]) >= 0 && hex_value(s[at + 2]) >= 0;
}

enum class plus { is_itself, is_blank };

// Nothing when an escape is broken.
std::optional<std::string> decode(std::string_view encoded, plus how) {
    std::string out;
    out.reserve(encoded.size());
    for (std::size_t i = 0; i < encoded.size(); ++i) {
        if (encoded[i] == '%') {
            if (!is_escape(encoded, i)) return std::nullopt;
            out += static_cast<char>(hex_value(encoded[i + 1]) * 16 + hex_value(encoded[i + 2]));
            i += 2;
        } else {
            out += encoded[i] == '+' && how == plus::is_blank ? ' ' : encoded[i];
        }
    }
    return out;
}

core::error bad(char const* message) { return {core::errc::invalid_input, message}; }

bool has_odd_segment(std::string_view path) {
    for (std::size_t at = 1; at <= path.size();) {
        auto const end = std::min(path.find('/', at), path.size());
        auto const segment = path.substr(at, end - at);
        if (segment == "." || segment == "..") return true;
        if (segment.empty() && end < path.size()) return true;   // a trailing slash is no segment
        at = end + 1;
    }
    return false;
}

core::result<std::string> canonical_path(std::string_view raw) {
    for (std::size_t i = 0; i < raw.size(); ++i)
        if (is_escape(raw, i) && hex_value(raw[i + 1]) * 16 + hex_value(raw[i + 2]) == '/')
            return bad("The path holds an encoded slash.");
    auto path = decode(raw, plus::is_itself);
    if (!path) return bad("The path holds a broken percent-encoding.");
    for (std::size_t i = 0; i < path->size(); ++i) {
        auto const c = static_cast<unsigned char>((*path)[i]);
        if (c < 0x20 || c == 0x7f || c == '\\' || c == ';')
            return bad("The path holds a character that is not allowed.");
        if (is_escape(*path, i)) return bad("The path is percent-encoded twice.");
    }
    if (!core::valid_utf8(*path)) return bad("The path is not valid UTF-8.");
    if (has_odd_segment(*path)) return bad("The path holds an empty or a dot segment.");
    return std::move(*path);
}

core::result<std::vector<query_parameter>> parse_query(std::string_view raw) {
    std::vector<query_parameter> out;
    while (!raw.empty()) {
        auto const end = std::min(raw.find('&'), raw.size());
        auto const pair = raw.substr(0, end);
        raw.remove_prefix(std::min(end + 1, raw.size()));
        if (pair.empty()) continue;
        auto const equals = std::min(pair.find('='), pair.size());
        auto name = decode(pair.substr(0, equals), plus::is_blank);
        auto value = decode(pair.substr(std::min(equals + 1, pair.size())), plus::is_blank);
        if (!name || !value) return bad("The query holds a broken percent-encoding.");
        bool const text = core::valid_utf8(*name) && core::valid_utf8(*value);
        if (!text || name->find('\0') != name->npos || value->find('\0') != value->npos)
            return bad("The query is not valid UTF-8 text.");
        out.push_back({std::move(*name), std::move(*value)});
    }
    return out;
}

// The part of an absolute address after its authority; nothing unless the authority is `host`.
std::optional<std::string_view> after_authority(std::string_view raw, std::string_view host) {
    auto const scheme_end = raw.find("://");
    if (scheme_end == raw.npos) return std::nullopt;
    auto const scheme = raw.substr(0, scheme_end);
    if (!same_name(scheme, "http") && !same_name(scheme, "https")) return std::nullopt;
    raw.remove_prefix(scheme_end + 3);
    auto const authority_end = std::min(raw.find_first_of("/?"), raw.size());
    if (host.empty() || !same_name(raw.substr(0, authority_end), host)) return std::nullopt;
    raw.remove_prefix(authority_end);
    return raw;
}

}  // namespace

core::result<target> parse_target(std::string_view raw, std::string_view host) {
    if (raw == "*") return target{"*", {}};
    if (!raw.starts_with('/')) {
        auto const rest = after_authority(raw, host);
        if (!rest) return bad("The address does not agree with the Host header.");
        raw = rest->empty() ? "/" : *rest;
    }
    if (raw.find('#') != raw.npos) return bad("The address holds a fragment.");
    auto const question = std::min(raw.find('?'), raw.size());
    auto const path_text = question == 0 ? std::string_view("/") : raw.substr(0, question);
    auto path = canonical_path(path_text);
    if (!path) return path.error();
    auto query = parse_query(raw.substr(std::min(question + 1, raw.size())));
    if (!query) return query.error();
    return target{std::move(*path), std::move(*query)};
}

}  // namespace net
