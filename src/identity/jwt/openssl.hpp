#pragma once

#include <openssl/ec.h>
#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>

namespace identity::jwt {

struct openssl_free {
    void operator()(EVP_MD_CTX* p) const { EVP_MD_CTX_free(p); }
    void operator()(EVP_PKEY_CTX* p) const { EVP_PKEY_CTX_free(p); }
    void operator()(ECDSA_SIG* p) const { ECDSA_SIG_free(p); }
    void operator()(BIGNUM* p) const { BN_free(p); }
};
using digest_context = std::unique_ptr<EVP_MD_CTX, openssl_free>;
using key_context = std::unique_ptr<EVP_PKEY_CTX, openssl_free>;
using ecdsa_signature = std::unique_ptr<ECDSA_SIG, openssl_free>;
using big_number = std::unique_ptr<BIGNUM, openssl_free>;

// A number of a key ("n", "qx") in base64url, big-endian, filled up to `bytes`; 0: as short as it is.
std::string number_of(EVP_PKEY* pair, char const* name, std::size_t bytes);

// Public keys out of the numbers of a JWK, as big-endian bytes; null where they are no key: a point off the curve.
std::shared_ptr<EVP_PKEY> p256_of(std::string_view x, std::string_view y);
std::shared_ptr<EVP_PKEY> rsa_of(std::string_view modulus, std::string_view exponent);

// A refused signature leaves errors in the thread's queue, where the next user of OpenSSL would find them.
void forget_errors();

}  // namespace identity::jwt
