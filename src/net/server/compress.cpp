#include "net/server/compress.hpp"

#include "net/accept_encoding.hpp"

#include <brotli/encode.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <optional>

namespace net::server {

namespace {

constexpr std::size_t bytes_min = 1000;
constexpr std::size_t bytes_max = 1024 * 1024;   // beyond, the loop would stand still for too long
constexpr int brotli_quality = 4;
constexpr int gzip_level = 5;

bool is_text(std::string_view type) {
    constexpr std::array kinds = {"text/",           "application/json", "application/javascript",
                                  "application/xml", "image/svg+xml",    "application/problem+json"};
    return !type.starts_with("text/event-stream") &&
           std::ranges::any_of(kinds, [&](std::string_view kind) { return type.starts_with(kind); });
}

std::optional<std::string> to_brotli(std::string_view body) {
    std::string out(BrotliEncoderMaxCompressedSize(body.size()), '\0');
    auto size = out.size();
    auto const ok = BrotliEncoderCompress(brotli_quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, body.size(),
                                          reinterpret_cast<std::uint8_t const*>(body.data()), &size,
                                          reinterpret_cast<std::uint8_t*>(out.data()));
    if (!ok) return std::nullopt;
    out.resize(size);
    return out;
}

std::optional<std::string> to_gzip(std::string_view body) {
    constexpr int gzip_window = 15 + 16;   // zlib's way to ask for gzip's header
    z_stream stream{};
    if (deflateInit2(&stream, gzip_level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK) return std::nullopt;
    std::string out(deflateBound(&stream, body.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
    stream.avail_in = static_cast<uInt>(body.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    auto const result = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    if (result != Z_STREAM_END) return std::nullopt;
    return out;
}

}  // namespace

void compress(response& reply, request const& r) {
    auto const body = reply.body.empty() ? reply.borrowed : std::string_view(reply.body);
    if (!reply.may_compress || body.size() < bytes_min || body.size() > bytes_max) return;
    if (reply.fields.find("content-encoding") || !is_text(reply.fields.get("content-type"))) return;
    reply.fields.add("Vary", "Accept-Encoding");
    auto const accepted = r.fields.get("accept-encoding");
    bool const brotli = accepts_coding(accepted, "br");
    if (!brotli && !accepts_coding(accepted, "gzip")) return;
    auto encoded = brotli ? to_brotli(body) : to_gzip(body);
    if (!encoded || encoded->size() >= body.size()) return;
    reply.fields.add("Content-Encoding", brotli ? "br" : "gzip");
    reply.body = std::move(*encoded);
}

}  // namespace net::server
