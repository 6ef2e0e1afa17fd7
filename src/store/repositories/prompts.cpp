#include "store/repositories/prompts.hpp"

namespace store {

namespace {

constexpr statement insert_row =
    "INSERT INTO prompts (id, user_id, name, description, shared, version, created_at, updated_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

// $1 the reader, $2 their organisation.
constexpr std::string_view select =
    "SELECT p.id, p.user_id, p.name, p.description, p.shared, p.version, p.created_at, p.updated_at, o.name";
constexpr std::string_view count = "SELECT count(*)";
constexpr std::string_view readable = " FROM prompts p JOIN users o ON o.id = p.user_id"
                                      " WHERE (p.user_id = $1 OR (p.shared = 1 AND o.organisation_id = $2))";
constexpr std::string_view by_id = " AND p.id = $3";
constexpr std::string_view with_text =
    " AND ($3 = '' OR lower(p.name) LIKE $3 ESCAPE '\\' OR lower(p.description) LIKE $3 ESCAPE '\\')";
constexpr std::string_view page = " ORDER BY lower(p.name), p.id LIMIT $4 OFFSET $5";
constexpr statement find_row = joined<select, readable, by_id>;
constexpr statement list_rows = joined<select, readable, with_text, page>;
constexpr statement count_rows = joined<count, readable, with_text>;
constexpr statement count_own = "SELECT count(*) FROM prompts WHERE user_id = $1";

constexpr statement update_row =
    "UPDATE prompts SET name = $1, description = $2, shared = $3, version = $4, updated_at = $5 WHERE id = $6";
constexpr statement remove_row = "DELETE FROM prompts WHERE id = $1";

constexpr statement insert_version =
    "INSERT INTO prompt_versions (prompt_id, version, body, created_by, created_at) VALUES ($1, $2, $3, $4, $5)";
constexpr statement find_version =
    "SELECT v.prompt_id, v.version, v.body, v.created_by, v.created_at, u.name FROM prompt_versions v"
    " JOIN users u ON u.id = v.created_by WHERE v.prompt_id = $1 AND v.version = $2";
constexpr statement list_versions =
    "SELECT v.prompt_id, v.version, '', v.created_by, v.created_at, u.name FROM prompt_versions v"
    " JOIN users u ON u.id = v.created_by WHERE v.prompt_id = $1 ORDER BY v.version DESC";

constexpr statement all[] = {insert_row, find_row,   list_rows,      count_rows,   count_own,
                             update_row, remove_row, insert_version, find_version, list_versions};

prompt_row read(rows const& from) {
    return {.id = from.get<std::string>(0),
            .user_id = from.get<std::string>(1),
            .name = from.get<std::string>(2),
            .description = from.get<std::string>(3),
            .shared = from.get<bool>(4),
            .version = from.get<std::int64_t>(5),
            .created_at = from.get<core::timestamp>(6),
            .updated_at = from.get<core::timestamp>(7),
            .owner_name = from.get<std::string>(8)};
}

prompt_version_row read_version(rows const& from) {
    return {.prompt_id = from.get<std::string>(0),
            .version = from.get<std::int64_t>(1),
            .body = from.get<std::string>(2),
            .created_by = from.get<std::string>(3),
            .created_at = from.get<core::timestamp>(4),
            .author = from.get<std::string>(5)};
}

// In small letters, with nothing in it that LIKE would take for a sign. Letters beyond ASCII stay as they are: SQLite's
// lower() leaves them, too.
std::string pattern_of(std::string const& text) {
    if (text.empty()) return {};
    std::string out = "%";
    for (char const c : text) {
        if (c == '%' || c == '_' || c == '\\') out += '\\';
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return out + "%";
}

}  // namespace

namespace prompts {

void insert(connection& db, prompt_row const& row) {
    db.execute(insert_row, row.id, row.user_id, row.name, row.description, row.shared, row.version, row.created_at,
               row.updated_at);
}

std::optional<prompt_row> find(connection& db, std::string const& id, prompt_reader const& who) {
    auto found = db.query(find_row, who.user_id, who.organisation_id, id);
    if (!found.next()) return std::nullopt;
    return read(found);
}

prompt_page list(connection& db, prompt_reader const& who, std::string const& text, std::int64_t limit,
                 std::int64_t offset) {
    auto const pattern = pattern_of(text);
    prompt_page out;
    {
        auto found = db.query(list_rows, who.user_id, who.organisation_id, pattern, limit, offset);
        while (found.next()) out.rows.push_back(read(found));
    }
    auto counted = db.query(count_rows, who.user_id, who.organisation_id, pattern);
    if (counted.next()) out.total = counted.get<std::int64_t>(0);
    return out;
}

std::int64_t count_of(connection& db, std::string const& user_id) {
    auto counted = db.query(count_own, user_id);
    return counted.next() ? counted.get<std::int64_t>(0) : 0;
}

void update(connection& db, prompt_row const& row) {
    db.execute(update_row, row.name, row.description, row.shared, row.version, row.updated_at, row.id);
}

void remove(connection& db, std::string const& id) { db.execute(remove_row, id); }

void add_version(connection& db, prompt_version_row const& row) {
    db.execute(insert_version, row.prompt_id, row.version, row.body, row.created_by, row.created_at);
}

std::optional<prompt_version_row> version(connection& db, std::string const& prompt_id, std::int64_t number) {
    auto found = db.query(find_version, prompt_id, number);
    if (!found.next()) return std::nullopt;
    return read_version(found);
}

std::vector<prompt_version_row> versions(connection& db, std::string const& prompt_id) {
    std::vector<prompt_version_row> out;
    auto found = db.query(list_versions, prompt_id);
    while (found.next()) out.push_back(read_version(found));
    return out;
}

std::span<statement const> statements() { return all; }

}  // namespace prompts

}  // namespace store
