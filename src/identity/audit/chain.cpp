#include "identity/audit/chain.hpp"

#include "core/digest.hpp"

#include <algorithm>

namespace identity {

namespace {

void append(std::string& out, std::string_view field) {
    out += std::to_string(field.size());
    out += ':';
    out += field;
}

}  // namespace

std::string chain_hash(std::string const& previous, store::audit_row const& row) {
    std::string bytes;
    append(bytes, previous);
    append(bytes, std::to_string(row.position));
    for (auto const* field :
         {&row.id, &row.organisation_id, &row.actor_kind, &row.actor_id, &row.action, &row.object_kind, &row.object_id,
          &row.outcome, &row.address, &row.request_id, &row.details})
        append(bytes, *field);
    append(bytes, std::to_string(core::to_ms(row.created_at)));
    return core::sha256_hex(bytes);
}

void chain_check::take(store::audit_row const& row) {
    if (row.hash.empty()) {
        if (report_.unsealed++ == 0)
            report_.unsealed_seconds =
                std::max<std::int64_t>(0, core::to_ms(now_) - core::to_ms(row.created_at)) / 1000;
        return;
    }
    // Entries are sealed in order, so one behind an entry that is not was sealed by somebody else.
    bool const follows = report_.unsealed == 0 && row.hash == chain_hash(report_.head, row);
    if (!follows && !report_.broken_at) report_.broken_at = row.position;
    ++report_.sealed;
    report_.head = row.hash;
}

std::int64_t seal_some(store::connection& db, std::int64_t limit) {
    auto const rows = store::audit::unsealed(db, limit);
    auto hash = store::audit::last_hash(db);
    for (auto const& row : rows) {
        hash = chain_hash(hash, row);
        store::audit::seal(db, row.position, hash);
    }
    return std::int64_t(rows.size());
}

chain_report verify_chain(store::connection& db, core::timestamp now) {
    constexpr std::int64_t at_once = 500;
    chain_check check(now);
    std::int64_t position = 0;
    for (;;) {
        auto const rows = store::audit::after(db, position, at_once);
        for (auto const& row : rows) check.take(row);
        if (std::int64_t(rows.size()) < at_once) return check.report();
        position = rows.back().position;
    }
}

}  // namespace identity
