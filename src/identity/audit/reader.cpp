#include "identity/audit/reader.hpp"

#include "store/repositories/users.hpp"

namespace identity {

core::task<core::result<audit_list>> audit_reader::list(core::principal who, store::audit_query what) {
    what.organisation_id = who.organisation_id;
    auto work = [&](store::connection& db) -> core::result<audit_list> {
        audit_list out{.page = store::audit::list(db, what), .names = {}};
        for (auto const& row : out.page.rows) {
            auto const [at, is_new] = out.names.try_emplace(row.actor_id);
            if (!is_new || row.actor_id.empty()) continue;
            if (auto const user = store::users::find_in(db, row.actor_id, who.organisation_id)) at->second = user->name;
        }
        return out;
    };
    co_return co_await db_.read(std::move(work));
}

core::task<core::result<chain_report>> audit_reader::verify() {
    auto const now = clock_.now();
    auto work = [&](store::connection& db) -> core::result<chain_report> { return verify_chain(db, now); };
    co_return co_await db_.read(std::move(work));
}

}  // namespace identity
