#pragma once

#include "net/refusal.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace net {

struct head_limits {
    std::size_t bytes_max = 32 * 1024;
    std::size_t fields_max = 100;
    std::size_t target_bytes_max = 8 * 1024;
};

// Reads the head of one HTTP/1 request as it arrives and refuses whatever two servers might read differently (RFC 9112,
// 11.2): that is how requests are smuggled. Stricter than the parser behind it, on purpose. No I/O, no clock.
class head_check {
public:
    enum class state { need_more, complete, refused };

    explicit head_check(head_limits limits = {}) : limits_(limits) {}

    // `bytes` is everything received of this head so far, from its first byte; each call sees more of the same.
    state advance(std::string_view bytes);

    // The length of the head, with its empty line. Only once complete.
    std::size_t size() const { return line_; }

    // HTTP/1.1, not 1.0. Only once complete.
    bool http_1_1() const { return http_1_1_; }

    // Only once refused.
    refusal const& why() const { return why_; }

private:
    bool check_request_line(std::string_view line);
    bool check_field(std::string_view line);
    bool check_framing_field(std::string_view name, std::string_view value);
    bool check_whole();
    bool refuse(int status, std::string_view code, std::string_view message);
    bool refuse(std::string_view message) { return refuse(400, "VALIDATION_ERROR", message); }

    head_limits limits_;
    refusal why_;
    std::size_t line_ = 0;  // where the current line starts
    std::size_t scanned_ = 0;  // no line feed before it, from line_
    std::size_t fields_ = 0;
    bool started_ = false;  // the request line is behind us
    bool http_1_1_ = false;
    bool has_host_ = false;
    bool has_length_ = false;
    bool has_coding_ = false;
    bool keeps_alive_ = false;
};

}  // namespace net
