#include "h_rows.hpp"

#include "support/websocket_frames.hpp"

namespace negative {

namespace {

using namespace std::string_literals;

constexpr auto open = connection_after::open;
constexpr auto closed = connection_after::closed;

// A GET of `target`, and a POST of "/" with one more line in its head, and then `body`.
std::string get(std::string const& target) { return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n"; }
std::string post(std::string const& line, std::string const& body = "") {
    return "POST / HTTP/1.1\r\nHost: localhost\r\n" + line + "\r\n\r\n" + body;
}
std::string chunked(std::string const& body) { return post("Transfer-Encoding: chunked", body); }

std::string many(std::string const& what, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += what;
    return out;
}

std::vector<h_row> smuggling() {
    return {
        {"H-01", "length_and_chunks", post("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n"), {400}},
        {"H-01", "chunks_and_length", post("Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n"), {400}},
        {"H-01", "blank_before_colon", post("Transfer-Encoding : chunked", "0\r\n\r\n"), {400}},
        {"H-01",
         "vertical_tab",
         post("Transfer-Encoding: \x0b"
              "chunked",
              "0\r\n\r\n"),
         {400}},
        {"H-01", "xchunked", post("Transfer-Encoding: xchunked", "0\r\n\r\n"), {400}},
        {"H-01", "chunked_identity", post("Transfer-Encoding: chunked, identity", "0\r\n\r\n"), {400}},
        {"H-01", "gzip_chunked", post("Transfer-Encoding: gzip, chunked", "0\r\n\r\n"), {400}},
        {"H-01", "two_codings", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n"), {400}},
        {"H-01", "two_codings_one_odd", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: x", "0\r\n\r\n"), {400}},
        {"H-01",
         "smuggled_request_is_dropped",
         post("Content-Length: 4\r\nTransfer-Encoding: chunked", "0\r\n\r\n" + get("/admin")),
         {400}},
        {"H-02", "two_equal_lengths", post("Content-Length: 5\r\nContent-Length: 5", "hello"), {400}},
        {"H-02", "two_different_lengths", post("Content-Length: 5\r\nContent-Length: 6", "hello"), {400}},
        {"H-02", "plus", post("Content-Length: +5", "hello"), {400}},
        {"H-02", "list", post("Content-Length: 5,5", "hello"), {400}},
        {"H-02", "hexadecimal", post("Content-Length: 0x5", "hello"), {400}},
        {"H-02", "negative", post("Content-Length: -1"), {400}},
        {"H-02", "two_to_the_64", post("Content-Length: 18446744073709551616"), {400}},
        {"H-02", "empty", post("Content-Length: "), {400}},
        {"H-02", "largest_signed", post("Content-Length: 9223372036854775807"), {413}},
        {"H-03", "bare_line_feed", "GET / HTTP/1.1\nHost: localhost\n\n", {400}},
        {"H-03", "bare_line_feed_in_a_field", "GET / HTTP/1.1\r\nHost: localhost\nX: y\r\n\r\n", {400}},
        {"H-03", "bare_carriage_return", post("X: a\rb"), {400}},
        {"H-03", "folded_line", post("X: a\r\n b"), {400}},
        {"H-03", "nul_in_a_value", post("X: a\0b"s), {400}},
        {"H-03", "nul_in_a_name", post("X\0: b"s), {400}},
        {"H-03", "nul_in_the_target", get("/a\0b"s), {400}},
        {"H-03", "blank_before_colon", post("X : a"), {400}},
        {"H-03", "empty_name", post(": a"), {400}},
        {"H-03", "no_colon", post("X"), {400}},
        {"H-03", "name_that_is_no_token", post("X(y): a"), {400}},
        {"H-03", "name_in_utf_8", post("X\xc3\xa9: a"), {400}},
        {"H-03", "empty_first_line", "\r\n" + get("/"), {400}},
    };
}

std::vector<h_row> chunks() {
    return {
        {"H-04", "size_overflows", chunked("fffffffffffffffff\r\nhello\r\n0\r\n\r\n"), {400}},
        {"H-04", "size_beyond_the_bound", chunked("ffffffffffffffff\r\nhello\r\n0\r\n\r\n"), {413}},
        {"H-04", "negative_size", chunked("-5\r\nhello\r\n0\r\n\r\n"), {400}},
        {"H-04", "size_with_prefix", chunked("0x5\r\nhello\r\n0\r\n\r\n"), {400}},
        {"H-04", "no_size", chunked("\r\nhello\r\n0\r\n\r\n"), {400}},
        {"H-04", "blank_before_size", chunked(" 5\r\nhello\r\n0\r\n\r\n"), {400}},
        {"H-04", "bare_line_feed_after_size", chunked("5\nhello\r\n0\r\n\r\n"), {400}},
        {"H-04", "extension_with_bare_line_feed", chunked("5;a\nb\r\nhello\r\n0\r\n\r\n"), {400}},
        {"H-04",
         "extension_of_a_mebibyte",
         chunked("5;a=" + std::string(1 << 20, 'x') + "\r\nhello\r\n0\r\n\r\n"),
         {400}},
        {"H-04", "no_line_end_after_data", chunked("5\r\nhello0\r\n\r\n"), {400}},
        {"H-04", "data_longer_than_size", chunked("4\r\nhello\r\n0\r\n\r\n"), {400}},
        {"H-04", "many_small_chunks", chunked(many("1\r\nx\r\n", 5'000) + "0\r\n\r\n"), {200}, open, "5000 bytes"},
        {"H-04",
         "sum_beyond_the_bound",
         chunked(many("10000\r\n" + std::string(65'536, 'x') + "\r\n", 33) + "0\r\n\r\n"),
         {413}},
        {"H-04",
         "trailer_fields_are_dropped",
         chunked("5\r\nhello\r\n0\r\nHost: evil\r\nAuthorization: Bearer x\r\n\r\n"),
         {200},
         open,
         "host localhost auth none"},
        {"H-04", "length_in_a_trailer", chunked("5\r\nhello\r\n0\r\nContent-Length: 9\r\n\r\n"), {400}},
        {"H-04", "coding_in_a_trailer", chunked("5\r\nhello\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n"), {400}},
        {"H-04",
         "trailers_of_a_mebibyte",
         chunked("0\r\n" + many("X: " + std::string(1'000, 'x') + "\r\n", 1'050) + "\r\n"),
         {400}},
    };
}

std::vector<h_row> targets() {
    std::vector<h_row> rows;
    auto refused = [&rows](char const* name, std::string target) {
        rows.push_back({"H-06", name, get(target), {400}});
    };
    refused("empty_segment", "//api/admin");
    refused("encoded_dots", "/api/%2e%2e/admin");
    refused("plain_dots", "/api/../admin");
    refused("half_encoded_dots", "/api/.%2E/admin");
    refused("single_dot", "/api/./admin");
    refused("encoded_slash", "/api%2fadmin");
    refused("encoded_slash_upper_case", "/api%2Fadmin");
    refused("encoded_backslash", "/api%5cadmin");
    refused("backslash", "/api\\admin");
    refused("path_parameter", "/api;a/admin");
    refused("encoded_path_parameter", "/api%3ba/admin");
    refused("double_encoding", "/api%252fadmin");
    refused("double_encoded_dots", "/api/%252e%252e/admin");
    refused("overlong_slash", "/api/%c0%af/admin");
    refused("overlong_dots", "/api/%c0%ae%c0%ae/admin");
    refused("surrogate", "/api/%ed%a0%80");
    refused("encoded_nul", "/api/admin%00.png");
    refused("encoded_line_feed", "/api/admin%0a");
    refused("broken_escape", "/api/%zz");
    refused("cut_escape", "/api/%4");
    refused("fragment", "/api#admin");
    refused("absolute_address_of_another_host", "http://evil/api");
    refused("absolute_address_with_user", "http://user@localhost/api");
    refused("asterisk_for_get", "*");
    refused("no_slash", "api");
    rows.push_back({"H-06", "case_is_kept", get("/API/Admin"), {200}, open, "path /API/Admin "});
    rows.push_back({"H-06", "own_absolute_address", get("http://localhost/api"), {200}, open, "path /api "});
    return rows;
}

std::vector<h_row> limits() {
    return {
        {"H-07", "too_many_fields", post(many("X: y\r\n", 100) + "Z: z"), {431}},
        {"H-07", "fields_too_large", post("X: " + std::string(33 * 1024, 'x')), {431}},
        {"H-07", "many_large_fields", post(many("X: " + std::string(1'000, 'x') + "\r\n", 40) + "Z: z"), {431}},
        {"H-07", "field_that_never_ends", "GET / HTTP/1.1\r\nX: " + std::string(64 * 1024, 'x'), {431}},
        {"H-07", "target_too_long", get("/" + std::string(8 * 1024, 'x')), {414}},
        {"H-07", "target_that_never_ends", "GET /" + std::string(64 * 1024, 'x'), {414}},
        {"H-07", "body_too_large", post("Content-Length: 2097153", std::string(2'097'153, 'x')), {413}},
        {"H-07",
         "body_just_small_enough",
         post("Content-Length: 2097152", std::string(2'097'152, 'x')),
         {200},
         open,
         "2097152 bytes"},
        {"H-09", "thousand_pipelined_requests", many(get("/"), 1'000), std::vector<int>(1'000, 200), open},
        {"H-09",
         "request_after_close",
         "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" + get("/second"),
         {200},
         closed,
         "path / "},
        {"H-09", "request_after_a_refused_one", get("//") + get("/second"), {400}},
    };
}

std::vector<h_row> codings() {
    return {
        {"H-12", "gzip", post("Content-Encoding: gzip\r\nContent-Length: 5", "\x1f\x8b\x08\x01\x02"), {415}},
        {"H-12", "deflate", post("Content-Encoding: deflate\r\nContent-Length: 1", "x"), {415}},
        {"H-12", "br", post("Content-Encoding: br\r\nContent-Length: 1", "x"), {415}},
        {"H-12", "zstd", post("Content-Encoding: zstd\r\nContent-Length: 1", "x"), {415}},
        {"H-12", "nested", post("Content-Encoding: gzip, gzip, gzip\r\nContent-Length: 1", "x"), {415}},
        {"H-12",
         "chunked_bomb",
         post("Content-Encoding: gzip\r\nTransfer-Encoding: chunked", "1\r\nx\r\n0\r\n\r\n"),
         {415}},
        {"H-12", "identity", post("Content-Encoding: identity\r\nContent-Length: 1", "x"), {200}, open, "1 bytes"},
    };
}

std::vector<h_row> methods_and_versions() {
    auto const line = [](std::string const& l) { return l + "\r\nHost: localhost\r\n\r\n"; };
    return {
        {"H-16", "trace", line("TRACE / HTTP/1.1"), {405}},
        {"H-16", "connect", line("CONNECT localhost:22 HTTP/1.1"), {405}},
        {"H-16", "unknown", line("BREW / HTTP/1.1"), {501}},
        {"H-16", "lower_case", line("get / HTTP/1.1"), {501}},
        {"H-16", "mixed_case", line("Get / HTTP/1.1"), {501}},
        {"H-16", "very_long", line(std::string(4'000, 'A') + " / HTTP/1.1"), {501}},
        {"H-16", "no_token", line("G{}T / HTTP/1.1"), {400}},
        {"H-17", "http_0_9", "GET /\r\n", {400}},
        {"H-17", "no_host", "GET / HTTP/1.1\r\n\r\n", {400}},
        {"H-17", "two_hosts", "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", {400}},
        {"H-17", "host_with_slash", "GET / HTTP/1.1\r\nHost: localhost/x\r\n\r\n", {400}},
        {"H-17", "host_with_user", "GET / HTTP/1.1\r\nHost: x@localhost\r\n\r\n", {400}},
        {"H-17", "empty_host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", {400}},
        {"H-17", "http_1_0", "GET / HTTP/1.0\r\n\r\n", {200}},
        {"H-17", "http_1_0_keep_alive", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", {400}},
        {"H-17", "http_1_0_chunked", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", {400}},
        {"H-17", "http_1_10", line("GET / HTTP/1.10"), {400}},
        {"H-17", "http_1_2", line("GET / HTTP/1.2"), {505}},
        {"H-17", "http_2_preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {505}},
        {"H-17", "http_3", line("GET / HTTP/3.0"), {505}},
        {"H-17", "lower_case_version", line("GET / http/1.1"), {400}},
        {"H-17", "two_blanks", line("GET  / HTTP/1.1"), {400}},
        {"H-17", "tls_greeting", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"s, {400}},
        {"H-18", "unknown_expectation", post("Expect: the-unexpected\r\nContent-Length: 1", "x"), {417}},
        {"H-18",
         "too_large_is_refused_before_the_body",
         post("Expect: 100-continue\r\nContent-Length: 9000000"),
         {413}},
    };
}

}  // namespace

std::vector<h_row> const& h_rows() {
    static auto const all = [] {
        std::vector<h_row> rows;
        for (auto const& part : {smuggling(), chunks(), targets(), limits(), codings(), methods_and_versions()})
            rows.insert(rows.end(), part.begin(), part.end());
        return rows;
    }();
    return all;
}

std::vector<h_frames_row> const& h_frames_rows() {
    using namespace support;
    static std::vector<h_frames_row> const rows = {
        {"H-14", "unmasked", unmasked_frame(fin | text_frame, "hello"), 1002},
        {"H-14", "reserved_bit", masked_frame(fin | rsv1 | text_frame, "hello"), 1002},
        {"H-14", "reserved_opcode", masked_frame(fin | 0x3, "hello"), 1002},
        {"H-14", "reserved_control_opcode", masked_frame(fin | 0xb, "hello"), 1002},
        {"H-14", "fragmented_control", masked_frame(ping_frame, "p"), 1002},
        {"H-14", "long_control", masked_frame(fin | ping_frame, std::string(126, 'p')), 1002},
        {"H-14", "continuation_of_nothing", masked_frame(fin | continuation_frame, "hello"), 1002},
        {"H-14", "new_message_inside_another", masked_frame(text_frame, "a") + masked_frame(fin | text_frame, "b"),
         1002},
        {"H-14", "length_of_two_to_the_63", frame_head(fin | text_frame, std::uint64_t(1) << 63), 1009},
        {"H-14", "message_beyond_the_bound", frame_head(fin | text_frame, 2 * 1024 * 1024 + 1), 1009},
        {"H-14", "fragments_beyond_the_bound",
         masked_frame(text_frame, std::string(1'500'000, 'x')) + frame_head(fin | continuation_frame, 1'500'000), 1009},
        {"H-14", "compressed_although_not_agreed", masked_frame(fin | rsv1 | text_frame, "\xca\x48\xcd\xc9\xc9\x07"),
         1002},
        {"H-14", "bad_utf_8", masked_frame(fin | text_frame, "caf\xe9"), 1007},
        {"H-14", "overlong_utf_8", masked_frame(fin | text_frame, "\xc0\xaf"), 1007},
        {"H-14", "surrogate", masked_frame(fin | text_frame, "\xed\xa0\x80"), 1007},
        {"H-14", "cut_utf_8", masked_frame(fin | text_frame, "caf\xc3"), 1007},
        {"H-14", "close_with_one_byte", masked_frame(fin | close_frame, "\x03"), 1002},
        {"H-14", "close_with_reserved_code", masked_frame(fin | close_frame, "\x03\xed"), 1002},
        {"H-14", "close_with_bad_utf_8", masked_frame(fin | close_frame, "\x03\xe8\xff"), 1002},
        {"H-14", "ping_flood", many(masked_frame(fin | ping_frame, "p"), 500), 1008},
    };
    return rows;
}

}  // namespace negative
