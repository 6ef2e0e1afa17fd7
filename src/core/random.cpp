#include "core/random.hpp"

#include <openssl/rand.h>

#include <stdexcept>
#include <vector>

namespace core {

void fill_random(void* out, std::size_t bytes) {
    if (RAND_bytes(static_cast<unsigned char*>(out), static_cast<int>(bytes)) != 1)
        throw std::runtime_error("the system's random generator failed");
}

std::string random_secret(std::size_t bytes) {
    static constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::vector<unsigned char> raw(bytes);
    fill_random(raw.data(), raw.size());
    std::string out;
    unsigned bits = 0;
    int count = 0;
    for (auto byte : raw) {
        bits = (bits << 8) | byte;
        for (count += 8; count >= 6; count -= 6) out += alphabet[(bits >> (count - 6)) & 0x3f];
    }
    if (count > 0) out += alphabet[(bits << (6 - count)) & 0x3f];
    return out;
}

}  // namespace core
