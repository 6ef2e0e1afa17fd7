#include "store/turn_log/journal.hpp"

#include "store/sqlite/transaction.hpp"
#include "store/turn_log/shared_log.hpp"

#include <unordered_set>

namespace store {

namespace {

constexpr char const* schema = R"(
CREATE TABLE IF NOT EXISTS journal (
    position INTEGER PRIMARY KEY,
    turn     TEXT    NOT NULL,
    sequence INTEGER NOT NULL,
    kind     INTEGER NOT NULL,
    data     TEXT    NOT NULL
);
CREATE TABLE IF NOT EXISTS ended (
    turn     TEXT    PRIMARY KEY,
    ended_at INTEGER NOT NULL,
    log      BLOB    NOT NULL
);
CREATE INDEX IF NOT EXISTS ended_by_time ON ended (ended_at);
)";

constexpr statement insert_row{
    "INSERT INTO journal (position, turn, sequence, kind, data) VALUES ($1, $2, $3, $4, $5)"};
constexpr statement insert_ended{"INSERT OR REPLACE INTO ended (turn, ended_at, log) VALUES ($1, $2, $3)"};
constexpr statement select_rows{"SELECT position, turn, sequence, kind, data FROM journal ORDER BY position"};
constexpr statement select_ended_turns{"SELECT turn FROM ended"};
constexpr statement select_log{"SELECT log FROM ended WHERE turn = $1 AND ended_at >= $2"};
constexpr statement cut_front{"DELETE FROM journal WHERE position < $1"};
constexpr statement delete_ended{
    "DELETE FROM ended WHERE turn IN (SELECT turn FROM ended WHERE ended_at < $1 ORDER BY ended_at LIMIT 1000)"};

std::filesystem::path file_in(std::filesystem::path const& folder) { return folder / "turns.db"; }

}  // namespace

journal::journal(std::filesystem::path const& folder, std::string vfs, synchronous sync)
    : db_(file_in(folder), {.sync = sync, .vfs = std::move(vfs), .cache_kib = 512}) {  // it hardly reads what it wrote
    db_.run_script(schema);
}

std::map<std::string, live_log> journal::unfinished() {
    std::unordered_set<std::string> ended;
    for (auto found = db_.query(select_ended_turns); found.next();) ended.insert(found.get<std::string>(0));

    std::map<std::string, live_log> logs;
    for (auto found = db_.query(select_rows); found.next();) {
        auto const position = found.get<std::int64_t>(0);
        next_ = position + 1;
        auto turn = found.get<std::string>(1);
        if (ended.contains(turn)) continue;
        logs[turn].replay(found.get<std::uint64_t>(2), static_cast<event_kind>(found.get<int>(3)),
                          found.get<std::string_view>(4));
        if (first_of_.emplace(turn, position).second) firsts_.insert(position);
    }
    return logs;
}

void journal::commit(journal_batch const& batch, std::int64_t now_ms) {
    transaction all(db_, transaction::kind::write);
    auto position = next_;
    std::vector<std::string const*> done;
    for (auto const& row : batch) {
        db_.execute(insert_row, position, row.log->turn, row.sequence, static_cast<int>(row.kind), row.data);
        if (row.sequence == 1 || !first_of_.contains(row.log->turn)) {
            if (first_of_.emplace(row.log->turn, position).second) firsts_.insert(position);
        }
        ++position;
        if (!is_terminal(row.kind)) continue;
        auto const bytes = row.log->log.with([](auto const& l) { return l.encode(); });
        db_.execute(insert_ended, row.log->turn, now_ms, argument::bytes{bytes});
        done.push_back(&row.log->turn);
    }
    all.commit();
    next_ = position;
    for (auto const* turn : done) {
        auto const found = first_of_.find(*turn);
        if (found == first_of_.end()) continue;
        firsts_.erase(found->second);
        first_of_.erase(found);
    }
}

void journal::prune(std::int64_t ended_before_ms) {
    auto const front = firsts_.empty() ? next_ : *firsts_.begin();
    transaction all(db_, transaction::kind::write);
    if (front > cut_at_) db_.execute(cut_front, front);
    db_.execute(delete_ended, ended_before_ms);
    all.commit();
    cut_at_ = front;
}

ended_logs::ended_logs(std::filesystem::path const& folder, std::string vfs)
    : db_(file_in(folder), {.read_only = true, .vfs = std::move(vfs)}) {}

std::optional<live_log> ended_logs::find(std::string const& turn, std::int64_t ended_since_ms) {
    auto found = db_.query(select_log, turn, ended_since_ms);
    if (!found.next()) return std::nullopt;
    return live_log::decode(found.get<std::string_view>(0));
}

}  // namespace store
