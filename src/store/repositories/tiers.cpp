#include "store/repositories/tiers.hpp"

#include "store/repositories/limit_changes.hpp"

namespace store::tiers {

namespace {

constexpr statement list_rows =
    "SELECT name, rank, requests_per_minute, tokens_per_minute, streams, daily_tokens, monthly_tokens, daily_nano_usd,"
    " monthly_nano_usd, models, features FROM tiers ORDER BY rank, name";
constexpr statement update_row =
    "UPDATE tiers SET requests_per_minute = $1, tokens_per_minute = $2, streams = $3, daily_tokens = $4,"
    " monthly_tokens = $5, daily_nano_usd = $6, monthly_nano_usd = $7, models = $8, features = $9 WHERE name = $10";

constexpr statement all[] = {list_rows, update_row};

}  // namespace

std::vector<tier_row> list(connection& db) {
    std::vector<tier_row> out;
    auto found = db.query(list_rows);
    using number = std::optional<std::int64_t>;
    while (found.next())
        out.push_back({.name = found.get<std::string>(0),
                       .rank = found.get<std::int64_t>(1),
                       .requests_per_minute = found.get<number>(2),
                       .tokens_per_minute = found.get<number>(3),
                       .streams = found.get<number>(4),
                       .daily_tokens = found.get<number>(5),
                       .monthly_tokens = found.get<number>(6),
                       .daily_nano_usd = found.get<number>(7),
                       .monthly_nano_usd = found.get<number>(8),
                       .models = found.get<std::string>(9),
                       .features = found.get<std::string>(10)});
    return out;
}

bool update(connection& db, tier_row const& row) {
    limit_changes::raise(db);
    return db.execute(update_row, row.requests_per_minute, row.tokens_per_minute, row.streams, row.daily_tokens,
                      row.monthly_tokens, row.daily_nano_usd, row.monthly_nano_usd, row.models, row.features,
                      row.name) > 0;
}

std::span<statement const> statements() { return all; }

}  // namespace store::tiers
