#include "identity/jwt/jws.hpp"

#include "core/base64url.hpp"
#include "core/json_parse.hpp"
#include "core/json_write.hpp"

#include <algorithm>

namespace identity::jwt {

namespace {

struct three_parts {
    std::string_view header, payload, signature;
};

std::optional<three_parts> split(std::string_view text) {
    auto const first = text.find('.');
    if (first == text.npos) return std::nullopt;
    auto const second = text.find('.', first + 1);
    if (second == text.npos || text.find('.', second + 1) != text.npos) return std::nullopt;
    return three_parts{text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1)};
}

std::optional<boost::json::object> object_in(std::string_view part) {
    auto const bytes = core::from_base64url(part);
    if (!bytes) return std::nullopt;
    auto parsed = core::parse_json(*bytes);
    if (!parsed || !parsed->is_object()) return std::nullopt;
    return std::move(parsed->get_object());
}

// A header that is there must be a string.
bool read_text(boost::json::object const& header, std::string_view name, std::string& out) {
    auto const* found = header.if_contains(name);
    if (!found) return true;
    if (!found->is_string()) return false;
    out = std::string_view(found->get_string());
    return true;
}

std::string lower(std::string text) {
    for (auto& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

}  // namespace

core::error refused_token() { return {core::errc::unauthorized, "This token is not valid."}; }

core::result<jws> read_jws(std::string_view text) {
    auto const parts = text.size() <= token_bytes_max ? split(text) : std::nullopt;
    if (!parts) return refused_token();
    auto const header = object_in(parts->header);
    if (!header || header->contains("crit") || header->contains("b64")) return refused_token();
    std::string named, key_id, kind;
    if (!read_text(*header, "alg", named) || !read_text(*header, "kid", key_id) || !read_text(*header, "typ", kind))
        return refused_token();
    auto const signed_with = algorithm_named(named);
    auto payload = object_in(parts->payload);
    auto signature = core::from_base64url(parts->signature);
    if (!signed_with || !payload || !signature || signature->empty()) return refused_token();
    return jws{.signed_with = *signed_with,
               .key_id = std::move(key_id),
               .kind = lower(std::move(kind)),
               .signed_part = text.substr(0, parts->header.size() + 1 + parts->payload.size()),
               .signature = std::move(*signature),
               .payload = std::move(*payload)};
}

bool is_signed_by(jws const& token, std::span<key const> keys, std::span<algorithm const> allowed) {
    if (std::ranges::find(allowed, token.signed_with) == allowed.end()) return false;
    return std::ranges::any_of(keys, [&](key const& each) {
        if (!token.key_id.empty() && !each.id().empty() && token.key_id != each.id()) return false;
        return each.verify(token.signed_with, token.signed_part, token.signature);
    });
}

std::string sign_jws(std::string_view payload, key const& with, algorithm how, std::string_view kind) {
    std::string header = R"({"alg":")" + std::string(name_of(how)) + R"(","typ":")" + std::string(kind) + '"';
    if (!with.id().empty()) {
        header += R"(,"kid":)";
        core::append_json_string(header, with.id());
    }
    header += '}';
    auto out = core::to_base64url(header) + '.' + core::to_base64url(payload);
    auto const signature = with.sign(how, out);
    return out + '.' + core::to_base64url(signature);
}

}  // namespace identity::jwt
