#include "identity/jwt/key.hpp"

#include "core/base64url.hpp"
#include "core/digest.hpp"
#include "identity/jwt/openssl.hpp"

#include <openssl/rsa.h>

#include <stdexcept>

namespace identity::jwt {

namespace {

constexpr std::size_t half = 32;   // bytes of a number of P-256

unsigned char const* bytes_at(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }

[[noreturn]] void fail(char const* what) { throw std::runtime_error(std::string("OpenSSL: ") + what); }

void use_padding(EVP_PKEY_CTX* context, algorithm how) {
    if (how != algorithm::ps256) return;
    if (EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) != 1 ||
        EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) != 1)
        fail("PSS");
}

// JWS has r and s one after the other, OpenSSL the DER of both (RFC 7518, 3.4).
std::string to_der(std::string_view signature) {
    ecdsa_signature const both(ECDSA_SIG_new());
    auto* const r = BN_bin2bn(bytes_at(signature), half, nullptr);
    auto* const s = BN_bin2bn(bytes_at(signature) + half, half, nullptr);
    if (!both || !r || !s || ECDSA_SIG_set0(both.get(), r, s) != 1) fail("ECDSA_SIG");
    unsigned char* der = nullptr;
    auto const size = i2d_ECDSA_SIG(both.get(), &der);
    if (size < 0) fail("i2d_ECDSA_SIG");
    std::string out(reinterpret_cast<char const*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return out;
}

std::string from_der(std::string_view der) {
    auto const* at = bytes_at(der);
    ecdsa_signature const both(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
    if (!both) fail("d2i_ECDSA_SIG");
    std::string out(2 * half, '\0');
    auto* const to = reinterpret_cast<unsigned char*>(out.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(both.get()), to, half);
    BN_bn2binpad(ECDSA_SIG_get0_s(both.get()), to + half, half);
    return out;
}

// The members of a JWK that say which key it is, in the order of RFC 7638.
std::string thumbprint_members(EVP_PKEY* pair) {
    if (EVP_PKEY_is_a(pair, "EC"))
        return R"("crv":"P-256","kty":"EC","x":")" + number_of(pair, "qx", half) + R"(","y":")" +
               number_of(pair, "qy", half) + '"';
    return R"("e":")" + number_of(pair, "e", 0) + R"(","kty":"RSA","n":")" + number_of(pair, "n", 0) + '"';
}

std::string thumbprint(EVP_PKEY* pair) {
    return core::to_base64url(core::bytes_of(core::sha256('{' + thumbprint_members(pair) + '}')));
}

}  // namespace

key::key(std::string id, std::shared_ptr<evp_pkey_st> pair, std::optional<algorithm> only)
    : id_(std::move(id)), pair_(std::move(pair)), only_(only) {}

key key::generate(algorithm what) {
    std::shared_ptr<EVP_PKEY> pair(what == algorithm::es256 ? EVP_EC_gen("P-256") : EVP_RSA_gen(2048), EVP_PKEY_free);
    if (!pair) fail("no key could be made");
    auto id = thumbprint(pair.get());
    return {std::move(id), std::move(pair), what};
}

key key::of_secret(std::string id, std::string secret) {
    if (secret.size() < 32) throw std::invalid_argument("the secret of HS256 has at least 32 bytes");
    key out(std::move(id), nullptr, algorithm::hs256);
    out.secret_ = std::move(secret);
    return out;
}

std::optional<key> key::of_private_der(algorithm what, std::string_view der) {
    auto const* at = bytes_at(der);
    std::shared_ptr<EVP_PKEY> pair(d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(der.size())), EVP_PKEY_free);
    if (!pair) return std::nullopt;
    auto id = thumbprint(pair.get());
    key out(std::move(id), std::move(pair), what);
    if (!out.fits(what)) return std::nullopt;
    return out;
}

bool key::fits(algorithm what) const {
    if (only_ && *only_ != what) return false;
    if (!pair_) return what == algorithm::hs256;
    switch (what) {
    case algorithm::es256: return EVP_PKEY_is_a(pair_.get(), "EC") && EVP_PKEY_get_bits(pair_.get()) == 8 * half;
    case algorithm::rs256:
    case algorithm::ps256: return EVP_PKEY_is_a(pair_.get(), "RSA");
    case algorithm::hs256: return false;
    }
    return false;
}

std::string key::sign(algorithm how, std::string_view bytes) const {
    if (!fits(how)) throw std::invalid_argument("this key is of another kind");
    if (!pair_) return std::string(core::bytes_of(core::hmac_sha256(secret_, bytes)));
    digest_context const context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* details = nullptr;
    if (EVP_DigestSignInit(context.get(), &details, EVP_sha256(), nullptr, pair_.get()) != 1) fail("sign");
    use_padding(details, how);
    std::size_t size = 0;
    if (EVP_DigestSign(context.get(), nullptr, &size, bytes_at(bytes), bytes.size()) != 1) fail("sign");
    std::string out(size, '\0');
    if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size, bytes_at(bytes),
                       bytes.size()) != 1)
        fail("sign");
    out.resize(size);
    return how == algorithm::es256 ? from_der(out) : out;
}

bool key::verify(algorithm how, std::string_view bytes, std::string_view signature) const {
    if (!fits(how)) return false;
    if (!pair_) return core::equal_in_constant_time(core::bytes_of(core::hmac_sha256(secret_, bytes)), signature);
    std::string der;
    if (how == algorithm::es256) {
        if (signature.size() != 2 * half) return false;
        der = to_der(signature);
        signature = der;
    } else if (signature.size() != static_cast<std::size_t>(EVP_PKEY_get_size(pair_.get()))) {
        return false;
    }
    digest_context const context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* details = nullptr;
    if (EVP_DigestVerifyInit(context.get(), &details, EVP_sha256(), nullptr, pair_.get()) != 1) fail("verify");
    use_padding(details, how);
    bool const good =
        EVP_DigestVerify(context.get(), bytes_at(signature), signature.size(), bytes_at(bytes), bytes.size()) == 1;
    if (!good) forget_errors();
    return good;
}

std::string key::public_jwk(algorithm what) const {
    if (!pair_) throw std::invalid_argument("a secret has no public half");
    return '{' + thumbprint_members(pair_.get()) + R"(,"alg":")" + std::string(name_of(what)) + R"(","kid":")" + id_ +
           R"(","use":"sig"})";
}

std::string key::private_der() const {
    unsigned char* der = nullptr;
    auto const size = i2d_PrivateKey(pair_.get(), &der);
    if (size < 0) fail("i2d_PrivateKey");
    std::string out(reinterpret_cast<char const*>(der), static_cast<std::size_t>(size));
    OPENSSL_clear_free(der, static_cast<std::size_t>(size));
    return out;
}

}  // namespace identity::jwt
