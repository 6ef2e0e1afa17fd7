#include "store/repositories/messages.hpp"

#include "store/search_text.hpp"

namespace store {

namespace {

constexpr std::string_view columns =
    "m.id, m.conversation_id, m.parent_id, m.turn_id, m.role, m.content, m.thinking, m.attachments, m.tool_calls,"
    " m.sources, m.metadata, m.prompt_tokens, m.token_count, m.model, m.provider, m.finish_reason, m.ttft_ms,"
    " m.duration_ms, m.cost_nano_usd, m.level, m.error, m.created_at, m.replay";
constexpr std::string_view select = "SELECT ";

constexpr statement insert_row =
    "INSERT INTO messages (id, conversation_id, parent_id, turn_id, role, content, thinking, attachments, tool_calls,"
    " sources, metadata, prompt_tokens, token_count, model, provider, finish_reason, ttft_ms, duration_ms,"
    " cost_nano_usd, level, error, created_at, replay) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,"
    " $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)";

constexpr std::string_view of_owner_by_id = " FROM messages m JOIN conversations c ON c.id = m.conversation_id"
                                            " WHERE m.id = $1 AND c.user_id = $2 AND c.deleted_at IS NULL";
constexpr statement find_row = joined<select, columns, of_owner_by_id>;

// Walks from the leaf to the root by the parents' ids. $1 leaf, $2 conversation, $3 at most so many.
constexpr std::string_view upwards =
    "WITH RECURSIVE branch (id, parent_id, position, depth) AS ("
    " SELECT id, parent_id, position, 1 FROM messages WHERE id = $1 AND conversation_id = $2"
    " UNION ALL"
    " SELECT p.id, p.parent_id, p.position, b.depth + 1 FROM branch b JOIN messages p ON p.id = b.parent_id";
constexpr std::string_view limited = " WHERE b.depth < $3";
constexpr std::string_view branch_rows = ") SELECT ";
constexpr std::string_view from_branch =
    " FROM branch b JOIN messages m ON m.position = b.position ORDER BY b.depth DESC";
constexpr statement branch_to = joined<upwards, limited, branch_rows, columns, from_branch>;

constexpr std::string_view siblings =
    ") SELECT b.id, s.id FROM branch b JOIN messages s ON s.conversation_id = $2 AND s.parent_id = b.parent_id"
    " WHERE EXISTS (SELECT 1 FROM messages o"
    " WHERE o.conversation_id = $2 AND o.parent_id = b.parent_id AND o.id <> b.id)"
    " ORDER BY b.depth DESC, s.position";
constexpr statement siblings_of_branch = joined<upwards, siblings>;

// The positions come from the index alone; rows are read only for the page.
constexpr std::string_view page =
    " FROM messages m WHERE m.position IN (SELECT position FROM messages WHERE conversation_id = $1"
    " ORDER BY position LIMIT $2 OFFSET $3) ORDER BY m.position";
constexpr statement list_page = joined<select, columns, page>;
constexpr statement count_rows = "SELECT count(*) FROM messages WHERE conversation_id = $1";

// A message arrives after its parent, so the newest of a subtree is one of its leaves.
constexpr statement newest_below =
    "WITH RECURSIVE below (id, position) AS ("
    " SELECT id, position FROM messages WHERE id = $1 AND conversation_id = $2"
    " UNION ALL"
    " SELECT c.id, c.position FROM below b JOIN messages c ON c.conversation_id = $2 AND c.parent_id = b.id"
    ") SELECT id FROM below ORDER BY position DESC LIMIT 1";

// Matches are marked with the control characters STX and ETX. $1 query, $2 owner, $3 limit.
constexpr statement search_rows{
    "SELECT m.id, m.conversation_id, c.title, m.role, m.created_at,"
    " snippet(message_search, 0, char(2), char(3), '…', 24)"
    " FROM message_search JOIN messages m ON m.position = message_search.rowid"
    " JOIN conversations c ON c.id = m.conversation_id"
    " WHERE message_search MATCH $1 AND c.user_id = $2 AND c.deleted_at IS NULL"
    " ORDER BY message_search.rowid DESC LIMIT $3",
    "SELECT m.id, m.conversation_id, c.title, m.role, m.created_at,"
    " ts_headline('simple', m.content, to_tsquery('simple', $1),"
    " 'MaxFragments=1, MaxWords=24, MinWords=12, StartSel=' || chr(2) || ', StopSel=' || chr(3))"
    " FROM messages m JOIN conversations c ON c.id = m.conversation_id"
    " WHERE m.content_search @@ to_tsquery('simple', $1) AND c.user_id = $2 AND c.deleted_at IS NULL"
    " ORDER BY m.position DESC LIMIT $3"};

constexpr statement all[] = {insert_row, find_row,   branch_to,    siblings_of_branch,
                             list_page,  count_rows, newest_below, search_rows};

message_row read_row(rows const& from) {
    int column = 0;
    auto const text = [&] { return from.get<std::string>(column++); };
    auto const number = [&] { return from.get<std::int64_t>(column++); };
    auto const number_or_none = [&] { return from.get<std::optional<std::int64_t>>(column++); };
    message_row row;
    row.id = text();
    row.conversation_id = text();
    row.parent_id = text();
    row.turn_id = text();
    row.role = text();
    row.content = text();
    row.thinking = text();
    row.attachments = text();
    row.tool_calls = text();
    row.sources = text();
    row.metadata = text();
    row.prompt_tokens = number();
    row.token_count = number();
    row.model = text();
    row.provider = text();
    row.finish_reason = text();
    row.ttft_ms = number_or_none();
    row.duration_ms = number_or_none();
    row.cost_nano_usd = number_or_none();
    row.level = text();
    row.error = text();
    row.created_at = from.get<core::timestamp>(column++);
    row.replay = text();
    return row;
}

std::vector<message_row> read_all(rows found) {
    std::vector<message_row> out;
    while (found.next()) out.push_back(read_row(found));
    return out;
}

std::vector<snippet_piece> split_snippet(std::string_view marked) {
    std::vector<snippet_piece> pieces;
    bool matched = false;
    while (!marked.empty()) {
        auto const end = marked.find_first_of("\x02\x03");
        if (auto const text = marked.substr(0, end); !text.empty())
            pieces.push_back({.text = std::string(text), .matched = matched});
        if (end == marked.npos) break;
        matched = marked[end] == '\x02';
        marked.remove_prefix(end + 1);
    }
    return pieces;
}

}  // namespace

namespace messages {

void insert(connection& db, message_row const& row) {
    db.execute(insert_row, row.id, row.conversation_id, row.parent_id, row.turn_id, row.role, row.content, row.thinking,
               row.attachments, row.tool_calls, row.sources, row.metadata, row.prompt_tokens, row.token_count,
               row.model, row.provider, row.finish_reason, row.ttft_ms, row.duration_ms, row.cost_nano_usd, row.level,
               row.error, row.created_at, row.replay);
}

std::optional<message_row> find(connection& db, std::string const& id, std::string const& owner) {
    auto found = db.query(find_row, id, owner);
    if (!found.next()) return std::nullopt;
    return read_row(found);
}

std::vector<message_row> path(connection& db, std::string const& conversation_id, std::string const& leaf,
                              std::int64_t limit) {
    return read_all(db.query(branch_to, leaf, conversation_id, limit));
}

std::vector<message_branches> branches(connection& db, std::string const& conversation_id, std::string const& leaf) {
    std::vector<message_branches> out;
    auto found = db.query(siblings_of_branch, leaf, conversation_id);
    while (found.next()) {
        auto const id = found.get<std::string_view>(0);
        if (out.empty() || out.back().message_id != id)
            out.push_back({.message_id = std::string(id), .sibling_ids = {}});
        out.back().sibling_ids.push_back(found.get<std::string>(1));
    }
    return out;
}

message_page list(connection& db, std::string const& conversation_id, std::int64_t limit, std::int64_t offset) {
    message_page out;
    out.rows = read_all(db.query(list_page, conversation_id, limit, offset));
    auto counted = db.query(count_rows, conversation_id);
    if (counted.next()) out.total = counted.get<std::int64_t>(0);
    return out;
}

std::string latest_leaf(connection& db, std::string const& conversation_id, std::string const& id) {
    auto found = db.query(newest_below, id, conversation_id);
    return found.next() ? found.get<std::string>(0) : std::string();
}

std::vector<message_hit> search(connection& db, std::string const& owner, std::string const& text, std::int64_t limit) {
    std::vector<message_hit> hits;
    auto const query = fts5_query(text);
    if (query.empty()) return hits;
    auto found = db.query(search_rows, query, owner, limit);
    while (found.next()) {
        hits.push_back({.message_id = found.get<std::string>(0),
                        .conversation_id = found.get<std::string>(1),
                        .conversation_title = found.get<std::string>(2),
                        .role = found.get<std::string>(3),
                        .snippet = split_snippet(found.get<std::string_view>(5)),
                        .created_at = found.get<core::timestamp>(4)});
    }
    return hits;
}

std::span<statement const> statements() { return all; }

}  // namespace messages

}  // namespace store
