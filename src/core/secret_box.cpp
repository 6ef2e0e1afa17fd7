#include "core/secret_box.hpp"

#include "core/base64url.hpp"
#include "core/random.hpp"

#include <openssl/evp.h>

#include <memory>
#include <stdexcept>

namespace core {

namespace {

// A box: one byte that names this format, 12 bytes nonce, the encrypted text, 16 bytes tag.
constexpr char format = 1;
constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t tag_bytes = 16;

struct freed {
    void operator()(EVP_CIPHER_CTX* c) const { EVP_CIPHER_CTX_free(c); }
};
using cipher = std::unique_ptr<EVP_CIPHER_CTX, freed>;

unsigned char const* bytes_at(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }
unsigned char* bytes_at(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

void must(int result) {
    if (result != 1) throw std::runtime_error("AES-GCM failed");
}

void check_key(std::string_view key) {
    if (key.size() != 32) throw std::invalid_argument("a sealing key has 32 bytes");
}

}  // namespace

std::string seal(std::string_view key, std::string_view place, std::string_view text) {
    check_key(key);
    std::string out(1 + nonce_bytes + text.size() + tag_bytes, format);
    auto* const nonce = bytes_at(out) + 1;
    auto* const body = nonce + nonce_bytes;
    fill_random(nonce, nonce_bytes);
    cipher const c(EVP_CIPHER_CTX_new());
    int size = 0;
    must(EVP_EncryptInit_ex(c.get(), EVP_aes_256_gcm(), nullptr, bytes_at(key), nonce));
    must(EVP_EncryptUpdate(c.get(), nullptr, &size, bytes_at(place), static_cast<int>(place.size())));
    must(EVP_EncryptUpdate(c.get(), body, &size, bytes_at(text), static_cast<int>(text.size())));
    must(EVP_EncryptFinal_ex(c.get(), body + size, &size));
    must(EVP_CIPHER_CTX_ctrl(c.get(), EVP_CTRL_GCM_GET_TAG, tag_bytes, body + text.size()));
    return to_base64url(out);
}

std::optional<std::string> open_sealed(std::string_view key, std::string_view place, std::string_view box) {
    check_key(key);
    auto raw = from_base64url(box);
    if (!raw || raw->size() < 1 + nonce_bytes + tag_bytes || raw->front() != format) return std::nullopt;
    auto const* const nonce = bytes_at(*raw) + 1;
    auto const* const body = nonce + nonce_bytes;
    std::string out(raw->size() - 1 - nonce_bytes - tag_bytes, '\0');
    cipher const c(EVP_CIPHER_CTX_new());
    int size = 0;
    must(EVP_DecryptInit_ex(c.get(), EVP_aes_256_gcm(), nullptr, bytes_at(key), nonce));
    must(EVP_DecryptUpdate(c.get(), nullptr, &size, bytes_at(place), static_cast<int>(place.size())));
    must(EVP_DecryptUpdate(c.get(), bytes_at(out), &size, body, static_cast<int>(out.size())));
    must(EVP_CIPHER_CTX_ctrl(c.get(), EVP_CTRL_GCM_SET_TAG, tag_bytes, bytes_at(*raw) + raw->size() - tag_bytes));
    if (EVP_DecryptFinal_ex(c.get(), bytes_at(out) + size, &size) != 1) return std::nullopt;
    return out;
}

}  // namespace core
