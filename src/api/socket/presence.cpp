#include "api/socket/presence.hpp"

#include "core/json_write.hpp"

#include <boost/asio/post.hpp>

#include <vector>

namespace api {

presence::visitor::visitor(presence& of, boost::asio::any_io_executor loop, listener tell)
    : of_(of), loop_(std::move(loop)), tell_(std::make_shared<listener>(std::move(tell))),
      id_(of.next_id_.with([](auto& next) { return ++next; })) {}

presence::visitor::~visitor() {
    while (!watched_.empty()) unwatch(std::string(watched_.begin()->first));
}

void presence::visitor::watch(std::string const& conversation) {
    constexpr std::size_t watched_max = 100;
    if (watched_.size() >= watched_max) return;
    watched_[conversation] = true;
    of_.by_conversation_.with([&](auto& all) { all[conversation][id_] = {loop_, tell_}; });
    of_.announce(conversation);
}

void presence::visitor::unwatch(std::string const& conversation) {
    watched_.erase(conversation);
    of_.by_conversation_.with([&](auto& all) {
        auto const found = all.find(conversation);
        if (found == all.end()) return;
        found->second.erase(id_);
        if (found->second.empty()) all.erase(found);
    });
    of_.announce(conversation);
}

void presence::visitor::typing(std::string const& conversation) {
    if (!watched_.contains(conversation)) return;
    std::string message = R"({"type":"typing","conversation_id":)";
    core::append_json_string(message, conversation);
    message += '}';
    auto const others = of_.by_conversation_.with([&](auto& all) {
        std::vector<viewer> out;
        for (auto const& [id, each] : all[conversation])
            if (id != id_) out.push_back(each);
        return out;
    });
    for (auto const& each : others) tell(each, message);
}

void presence::tell(viewer const& to, std::string message) {
    boost::asio::post(to.loop, [message = std::move(message), tell = to.tell] {
        if (auto const listening = tell.lock()) (*listening)(message);
    });
}

void presence::announce(std::string const& conversation) {
    auto const now = by_conversation_.with([&](auto& all) {
        auto const found = all.find(conversation);
        return found == all.end() ? viewers() : found->second;
    });
    std::string message = R"({"type":"presence","conversation_id":)";
    core::append_json_string(message, conversation);
    message += ",\"viewers\":" + std::to_string(now.size()) + "}";
    for (auto const& [id, each] : now) tell(each, message);
}

}  // namespace api
