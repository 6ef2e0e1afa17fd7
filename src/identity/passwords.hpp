#pragma once

#include "core/pool.hpp"
#include "core/result.hpp"
#include "core/task.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace identity {

inline constexpr std::size_t password_bytes_min = 8;
inline constexpr std::size_t password_bytes_max = 1024;

struct verified_password {
    bool right = false;
    bool outdated = false;   // stored in a form that should be replaced, now that the password is at hand
};

// Hashes passwords with argon2id and checks them, on a few threads of its own that give way to everything else: a crowd
// that logs in must not move the streams. Beyond a short queue it refuses with errc::unavailable. Thread-safe.
class passwords {
public:
    explicit passwords(std::size_t threads);

    core::task<core::result<std::string>> hash(std::string password);

    // Whether `password` is the one of `stored`: of our own form, or an imported bcrypt hash. Where there is none
    // (`stored` is empty) the same work is done, so that the time does not tell who has an account.
    core::task<core::result<verified_password>> verify(std::string password, std::string stored);

private:
    core::pool pool_;
};

// Fails with errc::invalid_input where a new password is too short, too long or holds a NUL. `field` is named.
core::result<void> check_new_password(std::string_view password, std::string_view field);

// The work itself, on the calling thread: for the command line and the pool.
std::string hash_password(std::string_view password);
verified_password verify_password(std::string_view password, std::string const& stored);

}  // namespace identity
