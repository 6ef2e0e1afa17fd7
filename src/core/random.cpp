#include "core/random.hpp"

#include "core/base64url.hpp"

#include <openssl/rand.h>

#include <stdexcept>

namespace core {

void fill_random(void* out, std::size_t bytes) {
    if (RAND_bytes(static_cast<unsigned char*>(out), static_cast<int>(bytes)) != 1)
        throw std::runtime_error("the system's random generator failed");
}

std::string random_secret(std::size_t bytes) {
    std::string raw(bytes, '\0');
    fill_random(raw.data(), raw.size());
    return to_base64url(raw);
}

}  // namespace core
