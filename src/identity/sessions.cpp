#include "identity/sessions.hpp"

#include "core/digest.hpp"
#include "core/id.hpp"
#include "core/random.hpp"

namespace identity {

namespace {

// Enough to recognise a browser by.
constexpr std::size_t user_agent_bytes_max = 300;

}  // namespace

opened_session open_session(store::connection& db, std::string const& user_id, store::session_kind kind,
                            client_facts const& from, core::timestamp now, std::chrono::milliseconds idle) {
    opened_session out{.row = {.id = core::new_id(now), .user_id = user_id, .kind = kind, .secret_hash = {}},
                       .secret = core::random_secret(32)};
    out.row.secret_hash = core::sha256_hex(out.secret);
    out.row.address = from.address;
    out.row.user_agent = from.user_agent.substr(0, user_agent_bytes_max);
    out.row.created_at = out.row.last_used_at = now;
    out.row.expires_at = now + idle;
    store::sessions::insert(db, out.row);
    return out;
}

core::principal principal_of(store::connection& db, store::session_and_user const& login) {
    core::principal who{.user_id = login.user.id,
                        .organisation_id = login.user.organisation_id,
                        .acts_as = login.user.role,
                        .tier = login.user.tier,
                        .session_id = login.session.id};
    for (auto& each : store::users::groups_of(db, who.user_id)) who.groups.push_back(std::move(each.id));
    return who;
}

core::task<core::result<core::principal>> sessions::of_secret(std::string const& secret) {
    auto const now = clock_.now();
    auto work = [&, hash = core::sha256_hex(secret)](store::connection& db) -> core::result<core::principal> {
        auto const found = store::sessions::find_by_secret(db, hash, now);
        if (!found || found->session.kind != store::session_kind::page)
            return core::error{core::errc::unauthorized, "Your session has ended. Sign in again."};
        uses_.session(found->session, now, idle_);
        return principal_of(db, *found);
    };
    co_return co_await db_.read(std::move(work));
}

}  // namespace identity
