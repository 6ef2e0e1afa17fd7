#include "chat/conversation_service.hpp"

#include "chat/audience.hpp"
#include "core/id.hpp"
#include "store/repositories/turns.hpp"

#include <algorithm>

namespace chat {

using store::connection;

namespace {

core::result<conversation_view> view(connection& db, core::principal const& who, std::string const& id) {
    auto found = reach(db, who, id);
    if (!found) return found.error();
    auto active = active_turn(db, found->row);
    return conversation_view{std::move(found->row), std::move(active), found->may, std::move(found->owner_name)};
}

// Why a change that only its owner makes found nothing.
core::error not_owned(connection& db, core::principal const& who, std::string const& id) {
    auto const found = reach(db, who, id, store::share::own);
    return found ? conversation_not_found() : found.error();
}

}  // namespace

core::task<core::result<conversation_view>> conversation_service::create(core::principal who, new_conversation what) {
    auto const now = clock_.now();
    store::conversation_row row{.id = core::new_id(now), .user_id = who.user_id};
    row.titled = what.title.empty() ? store::title_source::none : store::title_source::user;
    row.title = std::move(what.title);
    row.provider = std::move(what.provider);
    row.model = std::move(what.model);
    row.system_prompt = std::move(what.system_prompt);
    row.metadata = std::move(what.metadata);
    row.created_at = row.updated_at = now;
    auto work = [&](connection& db) -> core::result<void> {
        store::conversations::insert(db, row);
        return {};
    };
    auto const stored = co_await db_.write(std::move(work));
    if (!stored) co_return stored.error();
    changes_.publish({who.user_id, row.id, change_kind::created});
    co_return conversation_view{std::move(row)};
}

core::task<core::result<conversation_view>> conversation_service::get(core::principal who, std::string id) {
    auto work = [&](connection& db) { return view(db, who, id); };
    co_return co_await db_.read(std::move(work));
}

core::task<core::result<conversation_list>> conversation_service::list(core::principal who,
                                                                       store::conversation_query what) {
    auto work = [&](connection& db) -> core::result<conversation_list> {
        auto page = store::conversations::list(db, who.user_id, what);
        conversation_list out{.items = {}, .total = page.total};
        for (auto& row : page.rows) {
            auto active = active_turn(db, row);
            auto& item = out.items.emplace_back(conversation_view{std::move(row), std::move(active)});
            if (!what.shared) continue;
            if (auto const how =
                    store::conversation_grants::of_conversation(db, item.row.id, {who.user_id, who.organisation_id})) {
                item.may = how->may;
                item.owner_name = how->owner_name;
            }
        }
        return out;
    };
    co_return co_await db_.read(std::move(work));
}

core::task<core::result<conversation_view>> conversation_service::update(core::principal who, std::string id,
                                                                         store::conversation_patch patch) {
    auto const now = clock_.now();
    auto work = [&](connection& db) -> core::result<conversation_view> {
        if (!store::conversations::update(db, id, who.user_id, patch, now)) return not_owned(db, who, id);
        return view(db, who, id);
    };
    auto out = co_await db_.write(std::move(work));
    if (!out) co_return out;
    if (out->row.shared) co_await publish_to_all(db_, changes_, id, change_kind::updated);
    else changes_.publish({who.user_id, id, change_kind::updated});
    co_return out;
}

core::task<core::result<void>> conversation_service::remove(core::principal who, std::string id) {
    auto const now = clock_.now();
    std::vector<std::string> audience;
    auto work = [&](connection& db) -> core::result<void> {
        if (!store::conversations::soft_delete(db, id, who.user_id, now)) return not_owned(db, who, id);
        audience = store::conversation_grants::audience(db, id);
        return {};
    };
    auto out = co_await db_.write(std::move(work));
    if (out) publish_to(changes_, audience, id, change_kind::deleted);
    co_return out;
}

core::task<core::result<conversation_view>> conversation_service::restore(core::principal who, std::string id) {
    std::vector<std::string> audience;
    auto work = [&](connection& db) -> core::result<conversation_view> {
        if (!store::conversations::restore(db, id, who.user_id)) return not_owned(db, who, id);
        audience = store::conversation_grants::audience(db, id);
        return view(db, who, id);
    };
    auto out = co_await db_.write(std::move(work));
    if (out) publish_to(changes_, audience, id, change_kind::created);
    co_return out;
}

core::task<core::result<store::message_page>> conversation_service::messages(core::principal who, std::string id,
                                                                             std::int64_t limit, std::int64_t offset) {
    auto work = [&](connection& db) -> core::result<store::message_page> {
        if (auto const found = reach(db, who, id); !found) return found.error();
        return store::messages::list(db, id, limit, offset);
    };
    co_return co_await db_.read(std::move(work));
}

core::task<core::result<store::message_row>> conversation_service::message(core::principal who,
                                                                           std::string message_id) {
    auto work = [&](connection& db) { return reach_message(db, who, message_id); };
    co_return co_await db_.read(std::move(work));
}

core::task<core::result<branch_page>> conversation_service::branch(
    core::principal who, std::string id, std::string leaf, std::string before, std::int64_t limit) {
    auto work = [&](connection& db) -> core::result<branch_page> {
        auto const conversation = reach(db, who, id);
        if (!conversation) return conversation.error();
        if (leaf.empty()) leaf = conversation->row.head_message_id;
        branch_page page;
        if (leaf.empty()) return page;

        page.messages = store::messages::path(db, id, leaf);
        if (page.messages.empty()) return core::error{core::errc::not_found, "There is no such message."};
        page.total = std::int64_t(page.messages.size());
        auto const is_before = [&](auto const& m) { return m.id == before; };
        auto const end = before.empty() ? page.messages.end() : std::ranges::find_if(page.messages, is_before);
        if (!before.empty() && end == page.messages.end())
            return core::error{core::errc::not_found, "There is no such message."};
        page.messages.erase(end, page.messages.end());
        page.first = std::max<std::int64_t>(0, std::int64_t(page.messages.size()) - limit);
        page.messages.erase(page.messages.begin(), page.messages.begin() + page.first);
        page.siblings = store::messages::branches(db, id, leaf);
        return page;
    };
    co_return co_await db_.read(std::move(work));
}

core::task<core::result<std::string>> conversation_service::select_branch(core::principal who, std::string id,
                                                                          std::string message_id) {
    auto const now = clock_.now();
    auto work = [&](connection& db) -> core::result<std::string> {
        auto const found = reach(db, who, id, store::share::write);
        if (!found) return found.error();
        auto leaf = store::messages::latest_leaf(db, id, message_id);
        if (leaf.empty()) return core::error{core::errc::not_found, "There is no such message."};
        store::conversations::update(db, id, found->row.user_id, {.head_message_id = leaf}, now);
        return leaf;
    };
    co_return co_await db_.write(std::move(work));
}

core::task<core::result<std::vector<store::message_hit>>> conversation_service::search(
    core::principal who, std::string text, std::int64_t limit) {
    auto work = [&](connection& db) -> core::result<std::vector<store::message_hit>> {
        return store::messages::search(db, who.user_id, text, limit);
    };
    co_return co_await db_.read(std::move(work));
}

}  // namespace chat
