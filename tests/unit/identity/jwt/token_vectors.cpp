#include "token_vectors.hpp"

#include "core/base64url.hpp"
#include "core/digest.hpp"
#include "identity/jwt/jws.hpp"
#include "identity/jwt/openssl.hpp"

#include <fmt/format.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <functional>

namespace vectors {

namespace {

using identity::jwt::algorithm;
using identity::jwt::key;
using named_texts = std::vector<std::pair<std::string, std::string>>;
using signer = std::function<std::string(std::string const&)>;

constexpr std::int64_t shown_at = 1'800'000'000;

std::string const ordinary = R"({"alg":"ES256","typ":"at+jwt"})";

std::string claims(std::string const& times = "", std::string const& rest = "") {
    return fmt::format(R"({{"iss":"parlance","sub":"u","sid":"s"{}{}}})",
                       times.empty() ? fmt::format(R"(,"exp":{},"iat":{})", shown_at + 600, shown_at - 60) : times,
                       rest.empty() ? R"(,"aud":"parlance","type":"access")" : rest);
}

signer with(key const& k, algorithm how) {
    return [&k, how](std::string const& text) { return k.sign(how, text); };
}

signer mac(std::string secret) {
    return [secret = std::move(secret)](std::string const& text) {
        return std::string(core::bytes_of(core::hmac_sha256(secret, text)));
    };
}

std::string token(std::string const& header, std::string const& payload, signer const& sign) {
    auto const text = core::to_base64url(header) + '.' + core::to_base64url(payload);
    return text + '.' + core::to_base64url(sign(text));
}

std::string good() { return token(ordinary, claims(), with(all_keys().ec, algorithm::es256)); }

// A public key as others write it down: what a careless verifier takes for the secret of an HMAC.
named_texts spellings(key const& pair, algorithm how, std::string const& kind) {
    auto const der = pair.private_der();
    auto const* at = reinterpret_cast<unsigned char const*>(der.data());
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> const parsed(
        d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(der.size())), EVP_PKEY_free);
    unsigned char* spki = nullptr;
    auto const size = i2d_PUBKEY(parsed.get(), &spki);
    std::string const public_der(reinterpret_cast<char const*>(spki), static_cast<std::size_t>(size));
    OPENSSL_free(spki);
    std::unique_ptr<BIO, decltype(&BIO_free)> const out(BIO_new(BIO_s_mem()), BIO_free);
    PEM_write_bio_PUBKEY(out.get(), parsed.get());
    char* text = nullptr;
    auto const length = BIO_get_mem_data(out.get(), &text);
    std::string const pem(text, static_cast<std::size_t>(length));
    auto const number = identity::jwt::number_of(parsed.get(), how == algorithm::es256 ? "qx" : "n", 0);
    return {{kind + "_pem", pem},
            {kind + "_pem_without_its_last_line_break", pem.substr(0, pem.size() - 1)},
            {kind + "_der", public_der},
            {kind + "_der_in_base64url", core::to_base64url(public_der)},
            {kind + "_jwk", pair.public_jwk(how)},
            {kind + "_jwk_number", number},
            {kind + "_jwk_number_bytes", *core::from_base64url(number)},
            {kind + "_key_id", pair.id()}};
}

void add_algorithms(std::vector<token_vector>& out) {
    auto const& k = all_keys();
    auto const nothing = [](std::string const&) { return std::string(); };
    auto const text = core::to_base64url(R"({"alg":"none","typ":"at+jwt"})") + '.' + core::to_base64url(claims());
    out.push_back({"A-01", "none_without_signature", text + '.'});
    out.push_back({"A-01", "none_in_two_parts", text});
    out.push_back({"A-01", "none_with_a_good_signature",
                   token(R"({"alg":"none","typ":"at+jwt"})", claims(), with(k.ec, algorithm::es256))});
    out.push_back({"A-01", "good_header_without_signature", token(ordinary, claims(), nothing)});
    for (auto const& [name, alg] : named_texts{{"capital_none", R"("None")"},
                                               {"mixed_none", R"("nOnE")"},
                                               {"number", "256"},
                                               {"null", "null"},
                                               {"array", R"(["ES256"])"},
                                               {"object", R"({"alg":"ES256"})"},
                                               {"blank_behind", R"("ES256 ")"},
                                               {"blank_before", R"(" ES256")"},
                                               {"lower_case", R"("es256")"},
                                               {"nul_behind", R"("ES256\u0000")"},
                                               {"empty", R"("")"},
                                               {"es384", R"("ES384")"},
                                               {"es256k", R"("ES256K")"},
                                               {"eddsa", R"("EdDSA")"},
                                               {"hs256_with_blank", R"("HS256 ")"}})
        out.push_back({"A-02", name,
                       token(R"({"typ":"at+jwt","alg":)" + alg + '}', claims(), with(k.ec, algorithm::es256))});
    out.push_back({"A-02", "missing", token(R"({"typ":"at+jwt"})", claims(), with(k.ec, algorithm::es256))});
    out.push_back({"A-02", "twice",
                   token(R"({"alg":"ES256","alg":"ES256","typ":"at+jwt"})", claims(), with(k.ec, algorithm::es256))});
    out.push_back({"A-02", "twice_with_none",
                   token(R"({"alg":"none","typ":"at+jwt","alg":"ES256"})", claims(), with(k.ec, algorithm::es256))});
}

void add_confusions(std::vector<token_vector>& out) {
    auto const& k = all_keys();
    std::string const header = R"({"alg":"HS256","typ":"at+jwt"})";
    for (auto const& list : {spellings(k.ec, algorithm::es256, "ec"), spellings(k.rsa, algorithm::rs256, "rsa")})
        for (auto const& [name, secret] : list) {
            out.push_back({"A-03", "hmac_with_" + name, token(header, claims(), mac(secret))});
            out.push_back({"A-03", "hmac_called_es256_with_" + name, token(ordinary, claims(), mac(secret))});
        }
    out.push_back({"A-03", "hmac_with_nothing", token(header, claims(), mac(""))});
    out.push_back({"A-03", "rsa_called_ec", token(ordinary, claims(), with(k.rsa, algorithm::rs256))});
    out.push_back({"A-03", "ec_called_rsa",
                   token(R"({"alg":"RS256","typ":"at+jwt"})", claims(), with(k.ec, algorithm::es256))});
    out.push_back({"A-03", "rsa_called_pss",   // a key of ours signs in one way only
                   token(R"({"alg":"PS256","typ":"at+jwt"})", claims(), with(k.rsa, algorithm::rs256))});
}

void add_headers(std::vector<token_vector>& out) {
    auto const& k = all_keys();
    auto const jwk = k.other_ec.public_jwk(algorithm::es256);
    for (auto const& [name, more] : named_texts{{"jwk", R"("jwk":)" + jwk},
                                                {"jku", R"("jku":"http://127.0.0.1:1/keys")"},
                                                {"x5u", R"("x5u":"http://127.0.0.1:1/chain")"},
                                                {"x5c", R"("x5c":["MIIB"])"}}) {
        auto const header = R"({"alg":"ES256","typ":"at+jwt",)" + more + '}';
        out.push_back({"A-04", name + "_of_a_stranger", token(header, claims(), with(k.other_ec, algorithm::es256))});
        out.push_back({"A-04", name + "_is_ignored", token(header, claims(), with(k.ec, algorithm::es256)), true});
    }
    for (auto const& [name, more] : named_texts{{"unknown_crit", R"("crit":["x"],"x":1)"},
                                                {"known_name_in_crit", R"("crit":["alg"])"},
                                                {"empty_crit", R"("crit":[])"},
                                                {"crit_of_text", R"("crit":"x")"},
                                                {"b64_false", R"("b64":false)"},
                                                {"b64_false_in_crit", R"("b64":false,"crit":["b64"])"},
                                                {"b64_true", R"("b64":true)"},
                                                {"foreign_key_id", R"("kid":"somebody")"},
                                                {"path_as_key_id", R"("kid":"../../dev/null")"},
                                                {"number_as_key_id", R"("kid":1)"}})
        out.push_back(
            {"A-04", name,
             token(R"({"alg":"ES256","typ":"at+jwt",)" + more + '}', claims(), with(k.ec, algorithm::es256))});
    out.push_back({"A-04", "own_key_id",
                   token(R"({"alg":"ES256","typ":"at+jwt","kid":")" + k.ec.id() + R"("})", claims(),
                         with(k.ec, algorithm::es256)),
                   true});
}

void add_spellings(std::vector<token_vector>& out) {
    auto const whole = good();
    auto const first = whole.find('.');
    auto const second = whole.rfind('.');
    auto const header = whole.substr(0, first);
    auto const payload = whole.substr(first + 1, second - first - 1);
    auto const signature = whole.substr(second + 1);
    auto const joined = [](auto... part) {
        return fmt::format("{}", fmt::join(std::array{std::string(part)...}, "."));
    };
    auto const raw = *core::from_base64url(signature);
    auto changed = raw;
    changed.back() = static_cast<char>(changed.back() ^ 1);
    out.push_back({"A-06", "good", whole, true});
    out.push_back({"A-06", "good_rs256",
                   token(R"({"alg":"RS256","typ":"AT+JWT"})", claims(), with(all_keys().rsa, algorithm::rs256)), true});
    out.push_back({"A-06", "of_another_ec_key",
                   token(ordinary, claims(), with(all_keys().other_ec, algorithm::es256))});
    out.push_back({"A-06", "of_another_rsa_key",
                   token(R"({"alg":"RS256","typ":"at+jwt"})", claims(), with(all_keys().other_rsa, algorithm::rs256))});
    out.push_back({"A-06", "changed_signature", joined(header, payload, core::to_base64url(changed))});
    out.push_back({"A-06", "signature_of_zeros", joined(header, payload, core::to_base64url(std::string(64, '\0')))});
    out.push_back({"A-06", "short_signature", joined(header, payload, core::to_base64url(raw.substr(0, 63)))});
    out.push_back({"A-06", "long_signature", joined(header, payload, core::to_base64url(raw + '\0'))});
    out.push_back({"A-06", "half_a_signature", joined(header, payload, core::to_base64url(raw.substr(0, 32)))});
    out.push_back({"A-06", "empty_signature", joined(header, payload, "")});
    out.push_back({"A-06", "no_payload", joined(header, "", signature)});
    out.push_back({"A-06", "no_header", joined("", payload, signature)});
    out.push_back({"A-06", "four_parts", joined(header, payload, signature, "")});
    out.push_back({"A-06", "five_parts", joined(header, "", payload, signature, "x")});
    out.push_back({"A-06", "padding", joined(header, payload, signature + "==")});
    out.push_back({"A-06", "line_break", joined(header, payload, signature + "\n")});
    out.push_back({"A-06", "blank_before", ' ' + whole});
    out.push_back({"A-06", "plain_base64", joined(header, payload, "+/" + signature.substr(2))});
    out.push_back(
        {"A-06", "json_serialisation",
         R"({"payload":")" + payload + R"(","protected":")" + header + R"(","signature":")" + signature + "\"}"});
    out.push_back({"A-06", "claims_twice",
                   token(ordinary, R"({"sub":"x",)" + claims().substr(1), with(all_keys().ec, algorithm::es256))});
    out.push_back({"A-06", "payload_of_text", token(ordinary, "text", with(all_keys().ec, algorithm::es256))});
    out.push_back({"A-06", "payload_of_a_list", token(ordinary, "[]", with(all_keys().ec, algorithm::es256))});
    out.push_back({"A-06", "of_17_kilobytes", whole + std::string(17 * 1024, 'A')});
    for (std::size_t i = 0; i < signature.size() - 1; i += 7) {
        auto other = signature;
        other[i] = other[i] == 'A' ? 'B' : 'A';
        out.push_back({"A-06", fmt::format("character_{}_of_the_signature", i), joined(header, payload, other)});
    }
}

// What Wycheproof calls special values and modified signatures: numbers at the edges, other encodings, other digests.
void add_signatures(std::vector<token_vector>& out) {
    auto const& k = all_keys();
    auto const raw = with(k.ec, algorithm::es256)("text");
    std::string const zero(32, '\0'), most(32, '\xff');
    auto const one = zero.substr(1) + '\x01';
    std::string const order = "\xff\xff\xff\xff" + std::string(4, '\0') + std::string(8, '\xff') +
                              "\xbc\xe6\xfa\xad\xa7\x17\x9e\x84\xf3\xb9\xca\xc2\xfc\x63\x25\x51";
    auto const fixed = [](std::string text) { return [text](std::string const&) { return text; }; };
    for (auto const& [r_name, r] : named_texts{{"zero", zero}, {"one", one}, {"order", order}, {"most", most}})
        for (auto const& [s_name, s] : named_texts{{"zero", zero}, {"one", one}, {"order", order}, {"most", most}})
            out.push_back({"A-06", "r_" + r_name + "_s_" + s_name, token(ordinary, claims(), fixed(r + s))});
    auto const changed = [&](auto const& how) {
        return [&, how](std::string const& text) { return how(with(k.ec, algorithm::es256)(text)); };
    };
    out.push_back({"A-06", "r_and_s_exchanged", token(ordinary, claims(), changed([](std::string const& both) {
                                                          return both.substr(32) + both.substr(0, 32);
                                                      }))});
    out.push_back({"A-06", "der_in_place_of_raw", token(ordinary, claims(), changed([](std::string const& both) {
                                                            return "\x30\x44\x02\x20" + both.substr(0, 32) +
                                                                   "\x02\x20" + both.substr(32);
                                                        }))});
    out.push_back({"A-06", "of_other_text", token(ordinary, claims(), fixed(raw))});
    std::string const rsa = R"({"alg":"RS256","typ":"at+jwt"})";
    auto const rsa_changed = [&](auto const& how) {
        return [&, how](std::string const& text) { return how(with(k.rsa, algorithm::rs256)(text)); };
    };
    out.push_back({"A-06", "rsa_zeros", token(rsa, claims(), rsa_changed([](std::string const& good) {
                                                  return std::string(good.size(), '\0');
                                              }))});
    out.push_back({"A-06", "rsa_one", token(rsa, claims(), rsa_changed([](std::string const& good) {
                                                return std::string(good.size() - 1, '\0') + '\x01';
                                            }))});
    out.push_back({"A-06", "rsa_beyond_the_modulus", token(rsa, claims(), rsa_changed([](std::string const& good) {
                                                               return std::string(good.size(), '\xff');
                                                           }))});
    out.push_back({"A-06", "rsa_one_byte_less", token(rsa, claims(), rsa_changed([](std::string const& good) {
                                                          return good.substr(0, good.size() - 1);
                                                      }))});
    out.push_back({"A-06", "rsa_one_byte_more",
                   token(rsa, claims(), rsa_changed([](std::string const& good) { return '\0' + good; }))});
    out.push_back({"A-06", "rsa_of_other_text",
                   token(rsa, claims(), [&](std::string const&) { return with(k.rsa, algorithm::rs256)("text"); })});
}

void add_times(std::vector<token_vector>& out) {
    auto const at = [](std::string const& times) {
        return token(ordinary, claims(times), with(all_keys().ec, algorithm::es256));
    };
    auto const expires = [&](std::string const& text) { return at(R"(,"exp":)" + text); };
    for (auto const& [name, text] : named_texts{{"past", std::to_string(shown_at - 61)},
                                                {"long_past", "1"},
                                                {"zero", "0"},
                                                {"negative", "-1"},
                                                {"text", R"("1800000600")"},
                                                {"beyond_a_double", "1e400"},
                                                {"huge", "1e300"},
                                                {"two_to_63", "9223372036854775808"},
                                                {"year_10000", "253402300800"},
                                                {"fraction", "1800000600.5"},
                                                {"null", "null"},
                                                {"list", "[1800000600]"},
                                                {"true", "true"}})
        out.push_back({"A-07", "exp_" + name, expires(text)});
    out.push_back({"A-07", "exp_missing", at(R"(,"iat":1)")});
    out.push_back({"A-07", "exp_just_past", expires(std::to_string(shown_at - 5)), true});   // within the leeway
    auto const later = R"(,"exp":)" + std::to_string(shown_at + 600);
    out.push_back({"A-07", "nbf_future", at(later + R"(,"nbf":)" + std::to_string(shown_at + 61))});
    out.push_back({"A-07", "nbf_text", at(later + R"(,"nbf":"0")")});
    out.push_back({"A-07", "nbf_past", at(later + R"(,"nbf":1)"), true});
    out.push_back({"A-07", "iat_future", at(later + R"(,"iat":)" + std::to_string(shown_at + 61))});
    out.push_back({"A-07", "iat_text", at(later + R"(,"iat":"now")")});
}

void add_purposes(std::vector<token_vector>& out) {
    auto const& ec = all_keys().ec;
    for (auto const& [name, rest] : named_texts{{"aud_missing", R"(,"type":"access")"},
                                                {"aud_other", R"(,"type":"access","aud":"other")"},
                                                {"aud_longer", R"(,"type":"access","aud":"parlance2")"},
                                                {"aud_empty_list", R"(,"type":"access","aud":[])"},
                                                {"aud_number_in_list", R"(,"type":"access","aud":["parlance",1])"},
                                                {"aud_object", R"(,"type":"access","aud":{"parlance":1})"},
                                                {"type_missing", R"(,"aud":"parlance")"},
                                                {"type_refresh", R"(,"aud":"parlance","type":"refresh")"},
                                                {"type_id", R"(,"aud":"parlance","type":"id")"},
                                                {"type_list", R"(,"aud":"parlance","type":["access"])"}})
        out.push_back({"A-08", name, token(ordinary, claims("", rest), with(ec, algorithm::es256))});
    out.push_back(
        {"A-08", "aud_in_a_list",
         token(ordinary, claims("", R"(,"type":"access","aud":["x","parlance"])"), with(ec, algorithm::es256)), true});
    for (auto const& [name, typ] : named_texts{{"jwt", R"("JWT")"},
                                               {"logout", R"("logout+jwt")"},
                                               {"dpop", R"("dpop+jwt")"},
                                               {"number", "1"},
                                               {"list", R"(["at+jwt"])"}})
        out.push_back({"A-08", "typ_" + name,
                       token(R"({"alg":"ES256","typ":)" + typ + '}', claims(), with(ec, algorithm::es256))});
    out.push_back({"A-08", "typ_missing", token(R"({"alg":"ES256"})", claims(), with(ec, algorithm::es256))});
    auto const end = fmt::format(R"(,"exp":{},"aud":"parlance","type":"access")", shown_at + 600);
    for (auto const& [name, payload] :
         named_texts{{"iss_missing", R"({"sub":"u","sid":"s")" + end + '}'},
                     {"iss_other", R"({"iss":"https://evil.example","sub":"u","sid":"s")" + end + '}'},
                     {"iss_empty", R"({"iss":"","sub":"u","sid":"s")" + end + '}'},
                     {"iss_list", R"({"iss":["parlance"],"sub":"u","sid":"s")" + end + '}'},
                     {"sub_missing", R"({"iss":"parlance","sid":"s")" + end + '}'},
                     {"sub_empty", R"({"iss":"parlance","sub":"","sid":"s")" + end + '}'},
                     {"sid_missing", R"({"iss":"parlance","sub":"u")" + end + '}'}})
        out.push_back({"A-08", name, token(ordinary, payload, with(ec, algorithm::es256))});
}

}  // namespace

keys const& all_keys() {
    static keys const made;
    return made;
}

core::timestamp now() { return core::timestamp(std::chrono::seconds(shown_at)); }

std::vector<token_vector> const& all() {
    static std::vector<token_vector> const made = [] {
        std::vector<token_vector> out;
        for (auto const add :
             {add_algorithms, add_confusions, add_headers, add_spellings, add_signatures, add_times, add_purposes})
            add(out);
        return out;
    }();
    return made;
}

}  // namespace vectors
