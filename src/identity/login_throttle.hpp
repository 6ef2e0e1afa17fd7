#pragma once

#include "core/clock.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace identity {

// How many tries come at once, and how long one takes to come back.
struct throttle_rate {
    int burst;
    std::chrono::milliseconds each;
};

struct login_throttle_config {
    throttle_rate per_account{10, std::chrono::seconds(30)};   // of one account from one address
    throttle_rate per_address{30, std::chrono::seconds(5)};    // of all accounts from one address
    std::size_t entries_max = 100'000;
};

// Slows guessing down: of one password from one address, and of many from one address. An account alone is never
// slowed, or whoever knows its name could lock its owner out; what comes from everywhere at once is bounded by the
// threads that check passwords. Each try is counted before it is checked, so that tries side by side count too, and a
// right one is given back. Pure: time is an argument. Not thread-safe.
class login_throttle {
public:
    explicit login_throttle(login_throttle_config config = {});

    // Counts one try, of no account where that is empty. Where it comes too early, counts nothing and returns how long
    // to wait.
    std::optional<std::chrono::milliseconds> count(std::string_view account, std::string_view address,
                                                   core::timestamp now);

    // Gives a try back: the password was right, or was never looked at.
    void give_back(std::string_view account, std::string_view address);

    std::size_t size() const { return until_.size(); }

private:
    std::string key(std::string_view account, std::string_view address) const;
    std::optional<std::chrono::milliseconds> wait(std::string const& key, throttle_rate rate,
                                                  core::timestamp now) const;
    void add(std::string const& key, throttle_rate rate, core::timestamp now);
    void make_room(core::timestamp now);

    login_throttle_config config_;
    // When each will have its whole burst again (the "theoretical arrival time" of GCRA).
    std::unordered_map<std::string, core::timestamp> until_;
};

// What counts as one address: IPv6 hosts have a whole /64 to choose from.
std::string throttled_address(std::string_view address);

}  // namespace identity
