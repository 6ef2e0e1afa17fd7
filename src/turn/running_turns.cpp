#include "turn/running_turns.hpp"

namespace turn {

namespace {

std::int64_t& counter_of(running_turns::count& user, running_turn const& turn) {
    return turn.kept ? user.kept : user.unkept;
}

}  // namespace

void running_turns::add(std::shared_ptr<running_turn> turn) {
    state_.with([&](state& s) {
        ++counter_of(s.by_user[turn->who.user_id], *turn);
        auto& place = s.by_id[turn->ids.turn];
        place = std::move(turn);
    });
}

void running_turns::remove(running_turn const& turn) {
    auto take = [&](state& s) {
        if (auto const user = s.by_user.find(turn.who.user_id); user != s.by_user.end()) {
            --counter_of(user->second, turn);
            if (user->second.all() == 0) s.by_user.erase(user);
        }
        return s.by_id.extract(turn.ids.turn);
    };
    auto const gone = state_.with(take);   // it goes away outside of the lock
}

std::shared_ptr<running_turn> running_turns::find(std::string const& id) const {
    return state_.with([&](state const& s) -> std::shared_ptr<running_turn> {
        auto const found = s.by_id.find(id);
        return found == s.by_id.end() ? nullptr : found->second;
    });
}

std::vector<std::shared_ptr<running_turn>> running_turns::all() const {
    return state_.with([](state const& s) {
        std::vector<std::shared_ptr<running_turn>> out;
        for (auto const& [id, turn] : s.by_id) out.push_back(turn);
        return out;
    });
}

std::size_t running_turns::size() const {
    return state_.with([](state const& s) { return s.by_id.size(); });
}

running_turns::count running_turns::of(std::string const& user_id) const {
    return state_.with([&](state const& s) {
        auto const found = s.by_user.find(user_id);
        return found == s.by_user.end() ? count() : found->second;
    });
}

}  // namespace turn
