#include "chat/prompts/prompt_service.hpp"

#include "chat/prompts/shipped.hpp"
#include "core/id.hpp"
#include "core/json_read.hpp"
#include "core/json_write.hpp"

#include <fmt/format.h>

namespace chat {

using core::errc;
using store::connection;

namespace {

constexpr std::int64_t prompts_max = 500;      // of one user
constexpr std::int64_t versions_max = 1'000;   // of one template

core::error no_prompt() { return {errc::not_found, "There is no such prompt."}; }

prompt_right right_of(core::principal const& who, store::prompt_row const& row) {
    if (row.user_id == who.user_id) return prompt_right::own;
    return row.shared && who.acts_as == core::role::admin ? prompt_right::manage : prompt_right::read;
}

core::result<store::prompt_row> find(connection& db, core::principal const& who, std::string const& id) {
    auto found = store::prompts::find(db, id, {who.user_id, who.organisation_id});
    if (!found) return no_prompt();
    return std::move(*found);
}

core::result<store::prompt_row> find_to_change(connection& db, core::principal const& who, std::string const& id) {
    if (find_shipped(id))
        return core::error{errc::forbidden, "This prompt comes with the program. Make one of your own to change it."};
    auto found = find(db, who, id);
    if (found && right_of(who, *found) == prompt_right::read)
        return core::error{errc::forbidden, "This prompt is shared with you to use only."};
    return found;
}

prompt_view view_of(core::principal const& who, store::prompt_row row) {
    auto const may = right_of(who, row);
    auto const version = row.version;
    return {.row = std::move(row), .may = may, .version = version};
}

prompt_view view_of(shipped_prompt const& from) {
    return {.row = {.id = from.id, .user_id = {}, .name = from.name, .description = from.description, .shared = true},
            .shipped = true};
}

core::error no_version() { return {errc::not_found, "This prompt has no such version."}; }

core::result<prompt_view> read(connection& db, core::principal const& who, std::string const& id,
                               std::optional<std::int64_t> version) {
    if (auto const* shipped = find_shipped(id)) {
        if (version.value_or(1) != 1) return no_version();
        auto out = view_of(*shipped);
        out.what = shipped->what;
        return out;
    }
    auto row = find(db, who, id);
    if (!row) return row.error();
    auto out = view_of(who, std::move(*row));
    out.version = version.value_or(out.version);
    auto const found = store::prompts::version(db, id, out.version);
    if (!found) return no_version();
    if (auto const parsed = core::read_json(found->body, out.what, core::unknown::ignore); !parsed)
        return parsed.error();
    return out;
}

void add_version(connection& db, core::principal const& who, store::prompt_row const& of, prompt_template const& what,
                 core::timestamp now) {
    store::prompts::add_version(db, {.prompt_id = of.id,
                                     .version = of.version,
                                     .body = core::write_json(what),
                                     .created_by = who.user_id,
                                     .created_at = now});
}

void record(connection& db, identity::actor const& by, core::principal const& who, char const* action,
            store::prompt_row const& row, core::timestamp now) {
    identity::record(db, by, who.organisation_id,
                     {action, "prompt", row.id, {{"name", row.name}, {"version", row.version}, {"shared", row.shared}}},
                     now);
}

}  // namespace

char const* to_string(prompt_right may) {
    switch (may) {
    case prompt_right::read:   return "read";
    case prompt_right::manage: return "manage";
    case prompt_right::own:    return "own";
    }
    return "read";
}

core::task<core::result<prompt_list>> prompt_service::list(core::principal who, std::string text, std::int64_t limit,
                                                           std::int64_t offset) {
    auto work = [&](connection& db) -> core::result<prompt_list> {
        auto page = store::prompts::list(db, {who.user_id, who.organisation_id}, text, limit, offset);
        prompt_list out{.items = {}, .total = page.total, .shipped = {}};
        for (auto& row : page.rows) out.items.push_back(view_of(who, std::move(row)));
        return out;
    };
    auto out = co_await db_.read(std::move(work));
    if (out)
        for (auto const& each : shipped_prompts()) out->shipped.push_back(view_of(each));
    co_return out;
}

core::task<core::result<prompt_view>> prompt_service::get(core::principal who, std::string id,
                                                          std::optional<std::int64_t> version) {
    auto work = [&](connection& db) { return read(db, who, id, version); };
    co_return co_await db_.read(std::move(work));
}

core::task<core::result<prompt_view>> prompt_service::create(core::principal who, identity::actor by, new_prompt what) {
    if (auto const fine = check(what.what, "/template"); !fine) co_return fine.error();
    auto const now = clock_.now();
    store::prompt_row const row{.id = core::new_id(now),
                                .user_id = who.user_id,
                                .name = what.name,
                                .description = what.description,
                                .shared = what.shared,
                                .created_at = now,
                                .updated_at = now};
    auto work = [&](connection& db) -> core::result<prompt_view> {
        if (store::prompts::count_of(db, who.user_id) >= prompts_max)
            return core::error{errc::conflict, fmt::format("You have {} prompts; delete one first.", prompts_max)};
        store::prompts::insert(db, row);
        add_version(db, who, row, what.what, now);
        if (row.shared) record(db, by, who, "prompt.create", row, now);
        return read(db, who, row.id, std::nullopt);
    };
    co_return co_await db_.write(std::move(work));
}

core::task<core::result<prompt_view>> prompt_service::update(core::principal who, identity::actor by, std::string id,
                                                             prompt_change change) {
    if (change.what)
        if (auto const fine = check(*change.what, "/template"); !fine) co_return fine.error();
    auto const now = clock_.now();
    auto work = [&](connection& db) -> core::result<prompt_view> {
        auto found = find_to_change(db, who, id);
        if (!found) return found.error();
        auto const before = read(db, who, id, std::nullopt);
        if (!before) return before.error();
        auto row = std::move(*found);
        if (change.based_on && *change.based_on != row.version)
            return core::error{errc::conflict,
                               fmt::format("Somebody has made version {} of this prompt meanwhile.", row.version),
                               {{"/version", "is not the newest any more"}}};
        bool const was_shared = row.shared;
        if (change.name) row.name = *change.name;
        if (change.description) row.description = *change.description;
        if (change.shared) row.shared = *change.shared;
        row.updated_at = now;
        if (change.what && *change.what != before->what) {
            if (row.version >= versions_max)
                return core::error{errc::conflict, fmt::format("This prompt has {} versions already.", versions_max)};
            ++row.version;
            add_version(db, who, row, *change.what, now);
        }
        store::prompts::update(db, row);
        if (was_shared || row.shared) record(db, by, who, "prompt.update", row, now);
        // Whoever administrates what is shared no more does not see it from now on.
        if (!row.shared && row.user_id != who.user_id) {
            auto last = view_of(who, row);
            last.what = change.what.value_or(before->what);
            return last;
        }
        return read(db, who, id, std::nullopt);
    };
    co_return co_await db_.write(std::move(work));
}

core::task<core::result<void>> prompt_service::remove(core::principal who, identity::actor by, std::string id) {
    auto const now = clock_.now();
    auto work = [&](connection& db) -> core::result<void> {
        auto const row = find_to_change(db, who, id);
        if (!row) return row.error();
        store::prompts::remove(db, id);
        if (row->shared) record(db, by, who, "prompt.delete", *row, now);
        return {};
    };
    co_return co_await db_.write(std::move(work));
}

core::task<core::result<std::vector<store::prompt_version_row>>> prompt_service::versions(core::principal who,
                                                                                          std::string id) {
    auto work = [&](connection& db) -> core::result<std::vector<store::prompt_version_row>> {
        if (find_shipped(id)) return std::vector<store::prompt_version_row>{{.prompt_id = id}};
        if (auto const row = find(db, who, id); !row) return row.error();
        return store::prompts::versions(db, id);
    };
    co_return co_await db_.read(std::move(work));
}

core::task<core::result<rendered_prompt>> prompt_service::render(core::principal who, prompt_use use, std::string at) {
    auto const found = co_await get(std::move(who), use.id, use.version);
    if (!found) {
        auto why = found.error();
        if (why.code == errc::not_found && !at.empty()) why.details = {{at + "/id", why.message}};
        co_return why;
    }
    auto text = chat::render(found->what, use.variables, at + "/variables");
    if (!text) co_return text.error();
    co_return rendered_prompt{std::move(use.id), found->version, std::move(*text)};
}

}  // namespace chat
