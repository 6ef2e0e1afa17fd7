#include "identity/jwt/openssl.hpp"

#include "core/base64url.hpp"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/param_build.h>

#include <stdexcept>

namespace identity::jwt {

namespace {

struct params_free {
    void operator()(OSSL_PARAM_BLD* p) const { OSSL_PARAM_BLD_free(p); }
    void operator()(OSSL_PARAM* p) const { OSSL_PARAM_free(p); }
};

std::shared_ptr<EVP_PKEY> public_key(char const* kind, OSSL_PARAM_BLD* numbers) {
    std::unique_ptr<OSSL_PARAM, params_free> const params(OSSL_PARAM_BLD_to_param(numbers));
    key_context const context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
    EVP_PKEY* out = nullptr;
    if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &out, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
        forget_errors();
        return nullptr;
    }
    std::shared_ptr<EVP_PKEY> key(out, EVP_PKEY_free);
    key_context const check(EVP_PKEY_CTX_new_from_pkey(nullptr, out, nullptr));
    if (EVP_PKEY_public_check(check.get()) == 1) return key;
    forget_errors();
    return nullptr;
}

big_number number(std::string_view bytes) {
    return big_number(BN_bin2bn(reinterpret_cast<unsigned char const*>(bytes.data()), static_cast<int>(bytes.size()),
                                nullptr));
}

}  // namespace

std::string number_of(EVP_PKEY* pair, char const* name, std::size_t bytes) {
    BIGNUM* found = nullptr;
    if (EVP_PKEY_get_bn_param(pair, name, &found) != 1) throw std::runtime_error("OpenSSL: a key lacks a number");
    big_number const owned(found);
    auto const size = bytes > 0 ? bytes : static_cast<std::size_t>(BN_num_bytes(found));
    std::string out(size, '\0');
    BN_bn2binpad(found, reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(size));
    return core::to_base64url(out);
}

std::shared_ptr<EVP_PKEY> p256_of(std::string_view x, std::string_view y) {
    std::unique_ptr<OSSL_PARAM_BLD, params_free> const numbers(OSSL_PARAM_BLD_new());
    auto const point = std::string("\x04") + std::string(x) + std::string(y);   // uncompressed
    OSSL_PARAM_BLD_push_utf8_string(numbers.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
    OSSL_PARAM_BLD_push_octet_string(numbers.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
    return public_key("EC", numbers.get());
}

std::shared_ptr<EVP_PKEY> rsa_of(std::string_view modulus, std::string_view exponent) {
    std::unique_ptr<OSSL_PARAM_BLD, params_free> const numbers(OSSL_PARAM_BLD_new());
    auto const n = number(modulus);
    auto const e = number(exponent);
    OSSL_PARAM_BLD_push_BN(numbers.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
    OSSL_PARAM_BLD_push_BN(numbers.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
    return public_key("RSA", numbers.get());
}

void forget_errors() { ERR_clear_error(); }

}  // namespace identity::jwt
