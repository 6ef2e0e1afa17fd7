#include "store/repositories/conversations.hpp"

#include "store/search_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <stdexcept>

namespace store {

namespace {

constexpr std::string_view columns =
    "id, user_id, title, title_source, status, provider, model, system_prompt, summary, entities, topics, metadata,"
    " pinned, archived, folder, tags, head_message_id, message_count, total_input_tokens, total_output_tokens,"
    " cost_nano_usd, created_at, updated_at";

constexpr std::string_view insert_into = "INSERT INTO conversations (";
constexpr std::string_view insert_values =
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,"
    " $23)";
constexpr std::string_view kept_elsewhere = ", shared";
constexpr std::string_view select = "SELECT ";
constexpr std::string_view count = "SELECT count(*)";
constexpr std::string_view of_owner_by_id = " FROM conversations WHERE id = $1 AND user_id = $2 AND deleted_at IS NULL";

// The filters of the list: $1 owner, $2 status or '', $3 tag as JSON or ''; with a text also $4 as a LIKE pattern and
// $5 in the full-text query language of the database.
constexpr std::string_view own = " FROM conversations WHERE user_id = $1";
constexpr std::string_view of_others =
    " FROM conversations WHERE id IN (SELECT g.conversation_id FROM conversation_grants g"
    " WHERE (g.grantee_kind = 'user' AND g.grantee_id = $1) OR (g.grantee_kind = 'group'"
    " AND g.grantee_id IN (SELECT m.group_id FROM group_members m WHERE m.user_id = $1)))"
    " AND user_id <> $1 AND user_id IN (SELECT o.id FROM users o JOIN users me"
    " ON me.organisation_id = o.organisation_id WHERE me.id = $1)";
constexpr std::string_view filter_sqlite = " AND deleted_at IS NULL AND ($2 = '' OR status = $2)"
                                           " AND ($3 = '' OR instr(tags, $3) > 0)";
constexpr std::string_view filter_postgres = " AND deleted_at IS NULL AND ($2 = '' OR status = $2)"
                                             " AND ($3 = '' OR strpos(tags, $3) > 0)";
constexpr std::string_view text_sqlite =
    " AND (title LIKE $4 ESCAPE '\\'"
    " OR position IN (SELECT rowid FROM title_search WHERE title_search MATCH $5))";
constexpr std::string_view text_postgres =
    " AND (title ILIKE $4 ESCAPE '\\' OR title_search @@ to_tsquery('simple', $5))";

constexpr std::string_view updated_descending = " ORDER BY updated_at DESC, id DESC";
constexpr std::string_view updated_ascending = " ORDER BY updated_at, id";
constexpr std::string_view created_descending = " ORDER BY created_at DESC, id DESC";
constexpr std::string_view created_ascending = " ORDER BY created_at, id";
constexpr std::string_view page_after_3 = " LIMIT $4 OFFSET $5";
constexpr std::string_view page_after_5 = " LIMIT $6 OFFSET $7";

template <std::string_view const& whose, std::string_view const& order>
constexpr statement list_by{joined<select, columns, kept_elsewhere, whose, filter_sqlite, order, page_after_3>,
                            joined<select, columns, kept_elsewhere, whose, filter_postgres, order, page_after_3>};
template <std::string_view const& whose, std::string_view const& order>
constexpr statement list_text_by{
    joined<select, columns, kept_elsewhere, whose, filter_sqlite, text_sqlite, order, page_after_5>,
    joined<select, columns, kept_elsewhere, whose, filter_postgres, text_postgres, order, page_after_5>};

constexpr statement insert_row = joined<insert_into, columns, insert_values>;
constexpr statement find_row = joined<select, columns, kept_elsewhere, of_owner_by_id>;

// The list of somebody's own conversations, or of what others share with them; `all` and `with_text` in the order of
// order_index().
struct list_statements {
    statement all[4];
    statement with_text[4];
    statement count_all, count_text;
};

template <std::string_view const& whose>
constexpr list_statements lists_of{
    {list_by<whose, updated_descending>, list_by<whose, updated_ascending>, list_by<whose, created_descending>,
     list_by<whose, created_ascending>},
    {list_text_by<whose, updated_descending>, list_text_by<whose, updated_ascending>,
     list_text_by<whose, created_descending>, list_text_by<whose, created_ascending>},
    {joined<count, whose, filter_sqlite>, joined<count, whose, filter_postgres>},
    {joined<count, whose, filter_sqlite, text_sqlite>, joined<count, whose, filter_postgres, text_postgres>}};
constexpr auto const& lists_of_own = lists_of<own>;
constexpr auto const& lists_of_others = lists_of<of_others>;

constexpr statement update_row =
    "UPDATE conversations SET title = COALESCE($1, title),"
    " title_source = CASE WHEN $1 IS NULL THEN title_source ELSE 'user' END,"
    " provider = COALESCE($2, provider), model = COALESCE($3, model), system_prompt = COALESCE($4, system_prompt),"
    " metadata = COALESCE($5, metadata), folder = COALESCE($6, folder),"
    " head_message_id = COALESCE($7, head_message_id), status = COALESCE($8, status),"
    " pinned = COALESCE($9, pinned), archived = COALESCE($10, archived), tags = COALESCE($11, tags),"
    " updated_at = $12 WHERE id = $13 AND user_id = $14 AND deleted_at IS NULL";
constexpr statement mark_deleted =
    "UPDATE conversations SET deleted_at = $1 WHERE id = $2 AND user_id = $3 AND deleted_at IS NULL";
constexpr statement unmark_deleted =
    "UPDATE conversations SET deleted_at = NULL WHERE id = $1 AND user_id = $2 AND deleted_at IS NOT NULL";
constexpr statement delete_turns =
    "DELETE FROM turns WHERE id IN (SELECT turn_id FROM messages WHERE conversation_id IN"
    " (SELECT id FROM conversations WHERE deleted_at < $1 ORDER BY deleted_at, id LIMIT $2))";
constexpr statement delete_rows =
    "DELETE FROM conversations WHERE id IN"
    " (SELECT id FROM conversations WHERE deleted_at < $1 ORDER BY deleted_at, id LIMIT $2)";
constexpr statement grow =
    "UPDATE conversations SET head_message_id = $1, message_count = message_count + $2,"
    " total_input_tokens = total_input_tokens + $3, total_output_tokens = total_output_tokens + $4,"
    " cost_nano_usd = CASE WHEN CAST($5 AS BIGINT) IS NULL THEN cost_nano_usd ELSE COALESCE(cost_nano_usd, 0) + $5 END,"
    " updated_at = $6 WHERE id = $7";
constexpr statement title_once = "UPDATE conversations SET title = $1, title_source = 'auto'"
                                 " WHERE id = $2 AND title_source = 'none' AND deleted_at IS NULL";

constexpr statement single[] = {insert_row,   find_row,    update_row, mark_deleted, unmark_deleted,
                                delete_turns, delete_rows, grow,       title_once};

std::vector<statement> const& all() {
    static std::vector<statement> const out = [] {
        std::vector<statement> each(std::begin(single), std::end(single));
        for (auto const* lists : {&lists_of_own, &lists_of_others}) {
            each.insert(each.end(), std::begin(lists->all), std::end(lists->all));
            each.insert(each.end(), std::begin(lists->with_text), std::end(lists->with_text));
            each.insert(each.end(), {lists->count_all, lists->count_text});
        }
        return each;
    }();
    return out;
}

title_source parse_title_source(std::string_view text) {
    if (text == "auto") return title_source::automatic;
    if (text == "user") return title_source::user;
    return title_source::none;
}

std::string to_json(std::vector<std::string> const& tags) {
    return boost::json::serialize(boost::json::array(tags.begin(), tags.end()));
}

std::vector<std::string> tags_from_json(std::string_view text) {
    std::vector<std::string> out;
    if (text == "[]") return out;
    for (auto const& tag : boost::json::parse({text.data(), text.size()}).as_array()) out.emplace_back(tag.as_string());
    return out;
}

conversation_row read_row(rows const& from) {
    int column = 0;
    auto const text = [&] { return from.get<std::string>(column++); };
    conversation_row row;
    row.id = text();
    row.user_id = text();
    row.title = text();
    row.titled = parse_title_source(from.get<std::string_view>(column++));
    row.status = parse_conversation_status(from.get<std::string_view>(column++)).value_or(conversation_status::active);
    row.provider = text();
    row.model = text();
    row.system_prompt = text();
    row.summary = text();
    row.entities = text();
    row.topics = text();
    row.metadata = text();
    row.pinned = from.get<bool>(column++);
    row.archived = from.get<bool>(column++);
    row.folder = text();
    row.tags = tags_from_json(from.get<std::string_view>(column++));
    row.head_message_id = text();
    row.message_count = from.get<std::int64_t>(column++);
    row.input_tokens = from.get<std::int64_t>(column++);
    row.output_tokens = from.get<std::int64_t>(column++);
    row.cost_nano_usd = from.get<std::optional<std::int64_t>>(column++);
    row.created_at = from.get<core::timestamp>(column++);
    row.updated_at = from.get<core::timestamp>(column++);
    row.shared = from.get<bool>(column++);
    return row;
}

std::size_t order_index(conversation_query const& what) {
    return (what.sort == conversation_sort::created ? 2u : 0u) + (what.order == sort_order::ascending ? 1u : 0u);
}

std::int64_t first_number(rows found) { return found.next() ? found.get<std::int64_t>(0) : 0; }

}  // namespace

char const* to_string(title_source source) {
    switch (source) {
    case title_source::none:      return "none";
    case title_source::automatic: return "auto";
    case title_source::user:      return "user";
    }
    return "none";
}

char const* to_string(conversation_status status) {
    switch (status) {
    case conversation_status::active:    return "active";
    case conversation_status::paused:    return "paused";
    case conversation_status::completed: return "completed";
    case conversation_status::archived:  return "archived";
    }
    return "active";
}

std::optional<conversation_status> parse_conversation_status(std::string_view text) {
    using enum conversation_status;
    for (auto status : {active, paused, completed, archived})
        if (text == to_string(status)) return status;
    return std::nullopt;
}

namespace conversations {

void insert(connection& db, conversation_row const& row) {
    db.execute(insert_row, row.id, row.user_id, row.title, to_string(row.titled), to_string(row.status), row.provider,
               row.model, row.system_prompt, row.summary, row.entities, row.topics, row.metadata, row.pinned,
               row.archived, row.folder, to_json(row.tags), row.head_message_id, row.message_count, row.input_tokens,
               row.output_tokens, row.cost_nano_usd, row.created_at, row.updated_at);
}

std::optional<conversation_row> find(connection& db, std::string const& id, std::string const& owner) {
    auto found = db.query(find_row, id, owner);
    if (!found.next()) return std::nullopt;
    return read_row(found);
}

conversation_page list(connection& db, std::string const& owner, conversation_query const& what) {
    auto const status = std::string(what.status ? to_string(*what.status) : "");
    auto const tag = what.tag.empty() ? std::string() : boost::json::serialize(boost::json::string(what.tag));
    auto const order = order_index(what);
    auto const& lists = what.shared ? lists_of_others : lists_of_own;
    conversation_page page;
    auto const fill = [&](rows found) {
        while (found.next()) page.rows.push_back(read_row(found));
    };
    if (what.text.empty()) {
        fill(db.query(lists.all[order], owner, status, tag, what.limit, what.offset));
        page.total = first_number(db.query(lists.count_all, owner, status, tag));
    } else {
        auto const like = like_pattern(what.text);
        auto words = fts5_query(what.text);
        if (words.empty()) words = "\"\"";   // an empty phrase: no word is sought, only the text as it stands
        fill(db.query(lists.with_text[order], owner, status, tag, like, words, what.limit, what.offset));
        page.total = first_number(db.query(lists.count_text, owner, status, tag, like, words));
    }
    return page;
}

bool update(connection& db, std::string const& id, std::string const& owner, conversation_patch const& patch,
            core::timestamp now) {
    std::optional<std::string> const status =
        patch.status ? std::optional<std::string>(to_string(*patch.status)) : std::nullopt;
    std::optional<std::string> const tags = patch.tags ? std::optional(to_json(*patch.tags)) : std::nullopt;
    return db.execute(update_row, patch.title, patch.provider, patch.model, patch.system_prompt, patch.metadata,
                      patch.folder, patch.head_message_id, status, patch.pinned, patch.archived, tags, now, id,
                      owner) > 0;
}

bool soft_delete(connection& db, std::string const& id, std::string const& owner, core::timestamp now) {
    return db.execute(mark_deleted, now, id, owner) > 0;
}

bool restore(connection& db, std::string const& id, std::string const& owner) {
    return db.execute(unmark_deleted, id, owner) > 0;
}

std::int64_t purge(connection& db, core::timestamp deleted_before, std::int64_t limit) {
    db.execute(delete_turns, deleted_before, limit);
    return db.execute(delete_rows, deleted_before, limit);
}

bool touch(connection& db, std::string const& id, conversation_growth const& growth, core::timestamp now) {
    return db.execute(grow, growth.head_message_id, growth.messages, growth.tokens.prompt_tokens,
                      growth.tokens.completion_tokens, growth.cost_nano_usd, now, id) > 0;
}

bool set_automatic_title(connection& db, std::string const& id, std::string const& title) {
    return db.execute(title_once, title, id) > 0;
}

std::span<statement const> statements() { return all(); }

}  // namespace conversations

}  // namespace store
