#include "net/static_files.hpp"

#include "net/accept_encoding.hpp"

#include <fmt/format.h>

#include <array>

namespace net {

namespace {

struct type_of_name {
    std::string_view ending;
    std::string_view type;
};

constexpr std::array<type_of_name, 16> types = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".ttf", "font/ttf"},
    {".wasm", "application/wasm"},
    {".txt", "text/plain; charset=utf-8"},
}};

std::string_view type_of(std::string_view name) {
    for (auto const& row : types)
        if (name.ends_with(row.ending)) return row.type;
    return "application/octet-stream";
}

bool is_document(std::string_view type) { return type.starts_with("text/html") || type == "image/svg+xml"; }

// A list of tags, or "*" (RFC 9110, 13.1.2). Ours hold no comma, and weakness does not matter here.
bool matches(std::string_view if_none_match, std::string_view tag) {
    return if_none_match == "*" || if_none_match.find(tag) != if_none_match.npos;
}

}  // namespace

static_files::static_files(std::span<core::embedded_file const> files, std::string content_security_policy)
    : policy_(std::move(content_security_policy)) {
    for (auto const& one : files)
        if (!one.name.ends_with(".br") && !one.name.ends_with(".gz")) files_[one.name].plain = make_variant(one);
    for (auto const& one : files) {
        auto const original = files_.find(one.name.substr(0, one.name.rfind('.')));
        if (original == files_.end()) continue;
        if (one.name.ends_with(".br")) original->second.brotli = make_variant(one);
        if (one.name.ends_with(".gz")) original->second.gzip = make_variant(one);
    }
}

std::optional<response> static_files::find(request const& r, std::string_view name) const {
    auto const found = files_.find(name);
    if (found == files_.end()) return std::nullopt;
    char const* coding = nullptr;
    auto const& chosen = choose(found->second, r.fields.get("accept-encoding"), coding);

    response reply;
    bool const hashed = name.starts_with("assets/");
    auto const type = type_of(name);
    reply.fields = {{"ETag", chosen.tag},
                    {"Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache"},
                    {"Vary", "Accept-Encoding"}};
    if (is_document(type)) reply.fields.add("Content-Security-Policy", policy_);
    if (matches(r.fields.get("if-none-match"), chosen.tag)) {
        reply.status = 304;
        return reply;
    }
    reply.fields.add("Content-Type", std::string(type));
    if (coding) reply.fields.add("Content-Encoding", coding);
    reply.borrowed = chosen.content;
    return reply;
}

static_files::variant static_files::make_variant(core::embedded_file const& file) {
    auto const content = file.content();
    return {content, fmt::format("\"{:016x}-{:x}\"", std::hash<std::string_view>()(content), content.size())};
}

static_files::variant const& static_files::choose(file const& from, std::string_view accepted, char const*& coding) {
    if (!from.brotli.content.empty() && accepts_coding(accepted, "br")) {
        coding = "br";
        return from.brotli;
    }
    if (!from.gzip.content.empty() && accepts_coding(accepted, "gzip")) {
        coding = "gzip";
        return from.gzip;
    }
    return from.plain;
}

}  // namespace net
