#include "store/repositories/turns.hpp"

namespace store {

namespace {

constexpr std::string_view columns =
    "id, user_id, conversation_id, user_message_id, message_id, state, request, principal, provider, model, attempt,"
    " created_at, ended_at, finish_reason, error_code";
constexpr std::string_view select = "SELECT ";
constexpr std::string_view insert_into = "INSERT INTO turns (";
constexpr std::string_view insert_values =
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
constexpr std::string_view by_id = " FROM turns WHERE id = $1 AND user_id = $2";
constexpr std::string_view by_id_alone = " FROM turns WHERE id = $1";
constexpr std::string_view that_run = " FROM turns WHERE state = 'running' ORDER BY created_at, id";

constexpr statement insert_row = joined<insert_into, columns, insert_values>;
constexpr statement find_row = joined<select, columns, by_id>;
constexpr statement find_for_any = joined<select, columns, by_id_alone>;
constexpr statement all_running = joined<select, columns, that_run>;
constexpr statement finish_row =
    "UPDATE turns SET state = 'done', ended_at = $1, finish_reason = $2, error_code = $3, provider = $4, model = $5"
    " WHERE id = $6 AND state = 'running'";
constexpr statement running_ids = "SELECT id FROM turns WHERE user_id = $1 AND state = 'running'";
constexpr statement count_running =
    "SELECT count(*) FROM (SELECT 1 FROM turns WHERE user_id = $1 AND state = 'running' LIMIT $2) AS counted";
constexpr statement newest_running =
    "SELECT id FROM turns WHERE user_id = $1 AND conversation_id = $2 AND state = 'running'"
    " ORDER BY created_at DESC, id DESC LIMIT 1";
constexpr statement count_attempt =
    "UPDATE turns SET attempt = attempt + 1 WHERE id = $1 AND state = 'running' RETURNING attempt";

constexpr statement all[] = {insert_row,  find_row,      find_for_any,   all_running,  finish_row,
                             running_ids, count_running, newest_running, count_attempt};

turn_row read_row(rows const& from) {
    return {.id = from.get<std::string>(0),
            .user_id = from.get<std::string>(1),
            .conversation_id = from.get<std::string>(2),
            .user_message_id = from.get<std::string>(3),
            .message_id = from.get<std::string>(4),
            .state = from.get<std::string_view>(5) == "running" ? turn_state::running : turn_state::done,
            .request = from.get<std::string>(6),
            .principal = from.get<std::string>(7),
            .provider = from.get<std::string>(8),
            .model = from.get<std::string>(9),
            .attempt = from.get<std::int64_t>(10),
            .created_at = from.get<core::timestamp>(11),
            .ended_at = from.get<std::optional<core::timestamp>>(12),
            .finish_reason = from.get<std::string>(13),
            .error_code = from.get<std::string>(14)};
}

}  // namespace

namespace turns {

void insert(connection& db, turn_row const& row) {
    db.execute(insert_row, row.id, row.user_id, row.conversation_id, row.user_message_id, row.message_id,
               row.state == turn_state::running ? "running" : "done", row.request, row.principal, row.provider,
               row.model, row.attempt, row.created_at, row.ended_at, row.finish_reason, row.error_code);
}

std::optional<turn_row> find(connection& db, std::string const& id, std::string const& owner) {
    auto found = db.query(find_row, id, owner);
    if (!found.next()) return std::nullopt;
    return read_row(found);
}

std::optional<turn_row> find_for_engine(connection& db, std::string const& id) {
    auto found = db.query(find_for_any, id);
    if (!found.next()) return std::nullopt;
    return read_row(found);
}

bool finish(connection& db, std::string const& id, turn_end const& how) {
    return db.execute(finish_row, how.ended_at, how.finish_reason, how.error_code, how.provider, how.model, id) > 0;
}

std::vector<turn_row> running(connection& db) {
    std::vector<turn_row> out;
    auto found = db.query(all_running);
    while (found.next()) out.push_back(read_row(found));
    return out;
}

std::vector<std::string> running_of(connection& db, std::string const& owner) {
    std::vector<std::string> out;
    auto found = db.query(running_ids, owner);
    while (found.next()) out.push_back(found.get<std::string>(0));
    return out;
}

std::int64_t running_count(connection& db, std::string const& owner, std::int64_t at_most) {
    auto found = db.query(count_running, owner, at_most);
    return found.next() ? found.get<std::int64_t>(0) : 0;
}

std::string active_of(connection& db, std::string const& conversation_id, std::string const& owner) {
    auto found = db.query(newest_running, owner, conversation_id);
    return found.next() ? found.get<std::string>(0) : std::string();
}

std::int64_t next_attempt(connection& db, std::string const& id) {
    auto found = db.query(count_attempt, id);
    if (!found.next()) return 0;
    return found.get<std::int64_t>(0);
}

std::span<statement const> statements() { return all; }

}  // namespace turns

}  // namespace store
