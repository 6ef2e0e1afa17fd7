#include "support/certificate.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <memory>
#include <stdexcept>

namespace support {

namespace {

template <class T, void (*Free)(T*)>
struct freed_by {
    void operator()(T* what) const { Free(what); }
};
using key_ptr = std::unique_ptr<EVP_PKEY, freed_by<EVP_PKEY, EVP_PKEY_free>>;
using x509_ptr = std::unique_ptr<X509, freed_by<X509, X509_free>>;

void require(bool good) {
    if (!good) throw std::runtime_error("OpenSSL can't make a certificate");
}

template <class Write>
void write_file(std::string const& path, Write write) {
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> const file(std::fopen(path.c_str(), "w"), &std::fclose);
    require(file && write(file.get()) == 1);
}

}  // namespace

certificate::certificate(std::filesystem::path const& folder)
    : certificate_path(folder / "cert.pem"), key_path(folder / "key.pem") {
    key_ptr const key(EVP_EC_gen("P-256"));
    x509_ptr const x509(X509_new());
    require(key && x509);
    X509_set_version(x509.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x509.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(x509.get()), 24 * 3600);
    X509_set_pubkey(x509.get(), key.get());
    auto* const name = X509_get_subject_name(x509.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<unsigned char const*>("localhost"), -1, -1,
                               0);
    X509_set_issuer_name(x509.get(), name);
    require(X509_sign(x509.get(), key.get(), EVP_sha256()) > 0);
    write_file(certificate_path, [&](std::FILE* f) { return PEM_write_X509(f, x509.get()); });
    write_file(key_path,
               [&](std::FILE* f) { return PEM_write_PrivateKey(f, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
}

}  // namespace support
