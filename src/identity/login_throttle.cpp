#include "identity/login_throttle.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>

namespace identity {

login_throttle::login_throttle(login_throttle_config config) : config_(config) {}

std::optional<std::chrono::milliseconds> login_throttle::count(std::string_view account, std::string_view address,
                                                               core::timestamp now) {
    auto const from = throttled_address(address);
    auto const pair = key(account, from);
    auto early = wait(from, config_.per_address, now);
    if (!account.empty()) early = std::max(early, wait(pair, config_.per_account, now));
    if (early) return early;
    if (until_.size() + 2 > config_.entries_max) make_room(now);
    if (!account.empty()) add(pair, config_.per_account, now);
    add(from, config_.per_address, now);
    return std::nullopt;
}

void login_throttle::give_back(std::string_view account, std::string_view address) {
    auto const from = throttled_address(address);
    if (auto const found = until_.find(key(account, from)); found != until_.end())
        found->second -= config_.per_account.each;
    if (auto const found = until_.find(from); found != until_.end()) found->second -= config_.per_address.each;
}

// No address holds a blank, so that no account can look like another one's.
std::string login_throttle::key(std::string_view account, std::string_view address) const {
    return std::string(address).append(" ").append(account);
}

std::optional<std::chrono::milliseconds> login_throttle::wait(std::string const& key, throttle_rate rate,
                                                              core::timestamp now) const {
    auto const found = until_.find(key);
    if (found == until_.end()) return std::nullopt;
    auto const early = found->second - now - rate.each * (rate.burst - 1);
    if (early.count() <= 0) return std::nullopt;
    return early;
}

void login_throttle::add(std::string const& key, throttle_rate rate, core::timestamp now) {
    auto& until = until_.try_emplace(key, now).first->second;
    until = std::max(until, now) + rate.each;
}

// Forgets who has waited long enough; while that is not enough, who has the least left to wait.
void login_throttle::make_room(core::timestamp now) {
    std::erase_if(until_, [now](auto const& each) { return each.second <= now; });
    while (until_.size() + 2 > config_.entries_max) {
        auto const least = std::ranges::min_element(until_, {}, [](auto const& each) { return each.second; });
        auto const limit = least->second + std::chrono::seconds(1);
        std::erase_if(until_, [limit](auto const& each) { return each.second <= limit; });
    }
}

std::string throttled_address(std::string_view address) {
    boost::system::error_code failed;
    auto const parsed = boost::asio::ip::make_address(std::string(address), failed);
    if (failed || parsed.is_v4()) return std::string(address);
    auto bytes = parsed.to_v6();
    if (bytes.is_v4_mapped()) return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, bytes).to_string();
    auto network = bytes.to_bytes();
    std::fill(network.begin() + 8, network.end(), std::uint8_t(0));
    return boost::asio::ip::address_v6(network).to_string();
}

}  // namespace identity
