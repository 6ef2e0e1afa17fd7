#include "store/repositories/budget_leases.hpp"

#include <algorithm>

namespace store {

namespace {

constexpr statement make_window =
    "INSERT INTO budget_windows (budget_id, window_start) VALUES ($1, $2) ON CONFLICT DO NOTHING";
// SQLite has one writer; PostgreSQL's others wait for the row.
constexpr statement find_leased{
    "SELECT leased FROM budget_windows WHERE budget_id = $1 AND window_start = $2",
    "SELECT leased FROM budget_windows WHERE budget_id = $1 AND window_start = $2 FOR UPDATE"};
constexpr statement add_leased =
    "UPDATE budget_windows SET leased = leased + $1 WHERE budget_id = $2 AND window_start = $3";
constexpr statement add_lease =
    "INSERT INTO budget_leases (incarnation_id, budget_id, window_start, amount) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (incarnation_id, budget_id, window_start)"
    " DO UPDATE SET amount = budget_leases.amount + excluded.amount";
constexpr statement end_lease =
    "DELETE FROM budget_leases WHERE incarnation_id = $1 AND budget_id = $2 AND window_start = $3";
constexpr statement spend_row = "UPDATE budget_leases SET spent = spent + $1"
                                " WHERE incarnation_id = $2 AND budget_id = $3 AND window_start = $4";
constexpr statement others_rows =
    "SELECT incarnation_id, budget_id, window_start, amount, spent FROM budget_leases WHERE incarnation_id <> $1";
constexpr statement use_of_window =
    "SELECT leased, (SELECT coalesce(sum(amount), 0) FROM budget_leases AS l WHERE l.budget_id = w.budget_id"
    " AND l.window_start = w.window_start) FROM budget_windows AS w WHERE budget_id = $1 AND window_start = $2";
constexpr statement warn_row =
    "UPDATE budget_windows SET warned = 1 WHERE budget_id = $1 AND window_start = $2 AND warned = 0";
constexpr statement lease_statements[] = {make_window, find_leased, add_leased,    add_lease, end_lease,
                                          spend_row,   others_rows, use_of_window, warn_row};

constexpr statement begin_row = "INSERT INTO incarnations (id, started_at) VALUES ($1, $2)";
constexpr statement end_row = "UPDATE incarnations SET ended_at = $1 WHERE id = $2";
constexpr statement incarnation_statements[] = {begin_row, end_row};

}  // namespace

namespace budget_leases {

lease_grant take(connection& db, std::string const& incarnation, budget_window const& of, std::int64_t wanted,
                 std::int64_t limit) {
    db.execute(make_window, of.budget_id, of.start);
    lease_grant out;
    {
        auto found = db.query(find_leased, of.budget_id, of.start);
        if (found.next()) out.leased = found.get<std::int64_t>(0);
    }
    out.granted = std::clamp<std::int64_t>(limit - out.leased, 0, wanted);
    if (out.granted == 0) return out;
    out.leased += out.granted;
    db.execute(add_leased, out.granted, of.budget_id, of.start);
    db.execute(add_lease, incarnation, of.budget_id, of.start, out.granted);
    return out;
}

void give_back(connection& db, std::string const& incarnation, budget_window const& of, std::int64_t unspent) {
    if (db.execute(end_lease, incarnation, of.budget_id, of.start) > 0 && unspent != 0)
        db.execute(add_leased, -unspent, of.budget_id, of.start);
}

void add_spent(connection& db, std::string const& incarnation, budget_window const& of, std::int64_t amount) {
    db.execute(spend_row, amount, incarnation, of.budget_id, of.start);
}

std::vector<lease_row> of_others(connection& db, std::string const& incarnation) {
    std::vector<lease_row> out;
    auto found = db.query(others_rows, incarnation);
    while (found.next())
        out.push_back({.incarnation_id = found.get<std::string>(0),
                       .of = {found.get<std::string>(1), found.get<core::timestamp>(2)},
                       .amount = found.get<std::int64_t>(3),
                       .spent = found.get<std::int64_t>(4)});
    return out;
}

window_use used(connection& db, budget_window const& of) {
    auto found = db.query(use_of_window, of.budget_id, of.start);
    if (!found.next()) return {};
    return {found.get<std::int64_t>(0), found.get<std::int64_t>(1)};
}

bool mark_warned(connection& db, budget_window const& of) { return db.execute(warn_row, of.budget_id, of.start) > 0; }

std::span<statement const> statements() { return lease_statements; }

}  // namespace budget_leases

namespace incarnations {

void begin(connection& db, std::string const& id, core::timestamp now) { db.execute(begin_row, id, now); }

void end(connection& db, std::string const& id, core::timestamp now) { db.execute(end_row, now, id); }

std::span<statement const> statements() { return incarnation_statements; }

}  // namespace incarnations

}  // namespace store
