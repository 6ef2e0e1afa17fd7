#include "core/random.hpp"

#include "core/base64url.hpp"

#include <openssl/rand.h>

#include <array>
#include <cstring>
#include <stdexcept>

namespace core {

void fill_random(void* out, std::size_t bytes) {
    if (RAND_bytes(static_cast<unsigned char*>(out), static_cast<int>(bytes)) != 1)
        throw std::runtime_error("the system's random generator failed");
}

void fill_unique(void* out, std::size_t bytes) {
    thread_local std::array<unsigned char, 4096> drawn;
    thread_local std::size_t left = 0;
    if (bytes > drawn.size()) return fill_random(out, bytes);
    if (bytes > left) {
        fill_random(drawn.data(), drawn.size());
        left = drawn.size();
    }
    left -= bytes;
    std::memcpy(out, drawn.data() + left, bytes);
}

std::string random_secret(std::size_t bytes) {
    std::string raw(bytes, '\0');
    fill_random(raw.data(), raw.size());
    return to_base64url(raw);
}

}  // namespace core
