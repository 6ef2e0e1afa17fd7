#include "turn/replay_memory.hpp"

#include "core/digest.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace turn {

namespace {

// The same JSON, however it is spaced: some clients hold arguments as objects.
std::string normal(std::string const& arguments) {
    boost::system::error_code failed;
    auto const value = boost::json::parse(arguments, failed);
    return failed ? arguments : boost::json::serialize(value);
}

std::string key_of(std::string_view user_id, llm::message const& answer) {
    std::string said(user_id);
    auto const add = [&](std::string_view part) { said.append("\0", 1).append(part); };
    add(answer.text);
    for (auto const& call : answer.tool_calls) {
        add(call.id);
        add(call.name);
        add(normal(call.arguments));
    }
    return core::sha256_hex(said);
}

}  // namespace

void replay_memory::keep(std::string_view user_id, llm::message const& answer) {
    if (answer.tool_calls.empty() || answer.replayed.blocks.empty()) return;
    auto key = key_of(user_id, answer);
    state_.with([&](state& s) {
        auto const [place, fresh] = s.by_key.try_emplace(key, answer.replayed);
        if (!fresh) return;
        s.bytes += place->second.blocks.size();
        s.oldest_first.push_back(std::move(key));
        while (s.bytes > bytes_max_) {
            auto const oldest = s.by_key.find(s.oldest_first.front());
            s.bytes -= oldest->second.blocks.size();
            s.by_key.erase(oldest);
            s.oldest_first.pop_front();
        }
    });
}

void replay_memory::recall(std::string_view user_id, std::vector<llm::message>& prompt) const {
    if (state_.with([](state const& s) { return s.by_key.empty(); })) return;
    for (auto& each : prompt) {
        if (each.tool_calls.empty() || !each.replayed.blocks.empty()) continue;
        auto const key = key_of(user_id, each);
        state_.with([&](state const& s) {
            if (auto const found = s.by_key.find(key); found != s.by_key.end()) each.replayed = found->second;
        });
    }
}

}  // namespace turn
