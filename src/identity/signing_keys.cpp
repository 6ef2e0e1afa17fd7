#include "identity/signing_keys.hpp"

#include "core/id.hpp"
#include "core/log.hpp"
#include "core/secret_box.hpp"
#include "identity/installation_secret.hpp"
#include "store/repositories/jobs.hpp"

#include <algorithm>

namespace identity {

namespace {

constexpr std::chrono::days signs_for{30};

std::string place_of(std::string const& id) { return "signing_keys/" + id + "/sealed_key"; }

}  // namespace

signing_keys::signing_keys(core::settings const& settings, store::database& db, core::clock const& time)
    : settings_(settings), db_(db), clock_(time),
      how_(jwt::algorithm_named(settings.access.jwt_algorithm).value_or(jwt::algorithm::es256)) {}

core::result<void> signing_keys::load(std::string const& secret) {
    secret_ = secret;
    sealing_key_ = derive_key(secret, "signing keys");
    auto work = [this](store::connection& db) { return update(db); };
    return db_.write_now(work);
}

core::task<core::result<void>> signing_keys::rotate() {
    auto work = [this](store::connection& db) { return update(db); };
    co_return co_await db_.write(std::move(work));
}

std::shared_ptr<signing_keys::state const> signing_keys::now() const {
    return state_.with([](auto const& held) { return held; });
}

// A new pair is made on the writer's thread: RS256's takes a tenth of a second, once a month.
core::result<void> signing_keys::update(store::connection& db) {
    auto const now = clock_.now();
    auto const tokens_last = settings_.access.jwt_expiry + std::chrono::minutes(2);   // and what clocks differ by
    store::signing_keys::purge(db, now - tokens_last);
    auto const rows = store::signing_keys::list(db);
    auto found = read(rows);
    bool const old = rows.empty() || rows.front().created_at + signs_for <= now;
    if (how_ != jwt::algorithm::hs256 && (old || found.keys.empty() || found.how != how_)) {
        add_key(db, now);
        found = read(store::signing_keys::list(db));
    }
    state_.with([&](auto& held) { held = std::make_shared<state const>(std::move(found)); });

    store::job_row next{.id = core::new_id(now), .kind = key_rotation_job_kind};
    next.created_at = now;
    next.run_at = now + std::chrono::hours(24);
    store::jobs::add_only(db, next);
    return {};
}

void signing_keys::add_key(store::connection& db, core::timestamp now) const {
    auto const made = jwt::key::generate(how_);
    store::signing_keys::insert(db, {.id = made.id(),
                                     .algorithm = std::string(jwt::name_of(how_)),
                                     .sealed_key = core::seal(sealing_key_, place_of(made.id()), made.private_der()),
                                     .public_jwk = made.public_jwk(how_),
                                     .created_at = now});
    store::signing_keys::retire_all_but(db, made.id(), now);
}

signing_keys::state signing_keys::read(std::vector<store::signing_key_row> const& rows) const {
    state out{.how = how_};
    if (how_ == jwt::algorithm::hs256) {
        out.keys.push_back(jwt::key::of_secret({}, secret_));
        out.allowed = {how_};
        out.jwks = R"({"keys":[]})";
        return out;
    }
    std::string published;
    for (auto const& row : rows) {
        auto const how = jwt::algorithm_named(row.algorithm);
        auto const der = core::open_sealed(sealing_key_, place_of(row.id), row.sealed_key);
        auto opened = how && der ? jwt::key::of_private_der(*how, *der) : std::nullopt;
        if (!opened) {
            core::log(core::level::warning, "identity",
                      "a signing key does not open: APP_SECRET_KEY has changed, and its tokens are no longer valid",
                      {{"key_id", std::string_view(row.id)}});
            continue;
        }
        if (out.keys.empty()) out.how = *how;
        out.keys.push_back(std::move(*opened));
        if (std::ranges::find(out.allowed, *how) == out.allowed.end()) out.allowed.push_back(*how);
        if (!published.empty()) published += ',';
        published += row.public_jwk;
    }
    out.jwks = R"({"keys":[)" + published + "]}";
    return out;
}

}  // namespace identity
