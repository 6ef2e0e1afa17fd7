#include "identity/passwords.hpp"

#include "core/async.hpp"
#include "core/digest.hpp"

#include <crypt.h>
#include <sodium.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace identity {

namespace {

// OWASP's second choice of parameters for argon2id: little memory for a call, so that several fit.
constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = 19 * 1024 * 1024;
constexpr std::size_t queue_max = 32;

// Of a random password that nobody kept, with the same parameters.
constexpr char const* nobodys =
    "$argon2id$v=19$m=19456,t=2,p=1$s9SBDAVKHLk6xcBzOnFx9w$OS5wf2nDwR7t0GvCzvfKrNgBuG0+s0SFAwUIbQJVpBs";

// Its own niceness for each thread, as Linux has it.
void give_way() {
    static thread_local bool const done = [] {
        return setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), 19) == 0;
    }();
    static_cast<void>(done);
}

core::error busy() {
    core::error out{core::errc::unavailable, "Many people sign in at this moment. Try again in a second."};
    out.retry_after_s = 1;
    out.retryable = true;
    return out;
}

bool is_bcrypt(std::string_view stored) {
    return stored.starts_with("$2a$") || stored.starts_with("$2b$") || stored.starts_with("$2y$");
}

// "$2b$12$…": a cost of 31 would keep a thread for days.
bool is_affordable(std::string_view stored) {
    constexpr int cost_max = 14;
    return stored.size() == 60 && std::atoi(std::string(stored.substr(4, 2)).c_str()) <= cost_max;
}

bool is_right_bcrypt(std::string_view password, std::string const& stored) {
    if (!is_affordable(stored) || password.find('\0') != password.npos) return false;
    auto const scratch = std::make_unique<crypt_data>();
    auto const* made = crypt_r(std::string(password).c_str(), stored.c_str(), scratch.get());
    return made && core::equal_in_constant_time(made, stored);
}

}  // namespace

passwords::passwords(std::size_t threads) : pool_("passwords", threads, queue_max) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium can't be used");
}

core::task<core::result<std::string>> passwords::hash(std::string password) {
    auto work = [&password] {
        give_way();
        auto out = hash_password(password);
        sodium_memzero(password.data(), password.size());
        return out;
    };
    auto done = co_await core::offload(pool_, std::move(work));
    if (!done) co_return busy();
    co_return done;
}

core::task<core::result<verified_password>> passwords::verify(std::string password, std::string stored) {
    auto work = [&password, &stored] {
        give_way();
        auto const out = verify_password(password, stored);
        sodium_memzero(password.data(), password.size());
        return out;
    };
    auto done = co_await core::offload(pool_, std::move(work));
    if (!done) co_return busy();
    co_return done;
}

core::result<void> check_new_password(std::string_view password, std::string_view field) {
    std::string problem;
    if (password.size() < password_bytes_min) problem = "must have at least 8 characters";
    else if (password.size() > password_bytes_max) problem = "must have at most 1024 bytes";
    else if (password.find('\0') != password.npos) problem = "must not hold a NUL";
    if (problem.empty()) return {};
    return core::error{core::errc::invalid_input, "The password " + problem + ".", {{std::string(field), problem}}};
}

std::string hash_password(std::string_view password) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium can't be used");
    char out[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str(out, password.data(), password.size(), passes, memory_bytes) != 0) throw std::bad_alloc();
    return out;
}

verified_password verify_password(std::string_view password, std::string const& stored) {
    if (is_bcrypt(stored)) return {is_right_bcrypt(password, stored), true};
    auto const& against = stored.empty() ? std::string(nobodys) : stored;
    bool const same = crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0;
    if (stored.empty()) return {};
    return {same, crypto_pwhash_str_needs_rehash(stored.c_str(), passes, memory_bytes) != 0};
}

}  // namespace identity
