#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bench {

// As much of an HTTP/1.1 message's head as a benchmark needs.
struct message_head {
    std::string_view first_line;
    std::size_t bytes = 0;            // of the head, the blank line included
    std::optional<std::uint64_t> content_length;
    bool chunked = false;
    bool close = false;
};

// The head at the front of `bytes`, or nothing while its blank line has not arrived. Views point into `bytes`.
std::optional<message_head> parse_head(std::string_view bytes);

// One chunk of the chunked coding around `payload`, appended to `out`.
void append_chunk(std::string& out, std::string_view payload);
inline constexpr std::string_view last_chunk = "0\r\n\r\n";

// Takes the chunked coding apart, in any split of the bytes. Trailers are refused: nobody here sends any.
class chunk_reader {
public:
    enum class state { more, done, broken };

    // Calls `on_payload(std::string_view)` for what `bytes` holds.
    template <class On_payload>
    state feed(std::string_view bytes, On_payload on_payload) {
        while (!bytes.empty() && state_ == state::more) {
            if (left_ > 0) {
                auto const size = static_cast<std::size_t>(left_ < bytes.size() ? left_ : bytes.size());
                on_payload(bytes.substr(0, size));
                bytes.remove_prefix(size);
                left_ -= size;
                continue;
            }
            step(bytes.front());
            bytes.remove_prefix(1);
        }
        if (!bytes.empty()) state_ = state::broken;
        return state_;
    }

private:
    void step(char byte);

    enum class place { size, extension, size_end, payload_end, payload_end_lf, last_cr, last_lf };
    state state_ = state::more;
    place place_ = place::size;
    std::uint64_t size_ = 0;
    std::uint64_t left_ = 0;
};

}  // namespace bench
