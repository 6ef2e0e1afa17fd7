#include "identity/credential_cache.hpp"

#include <algorithm>

namespace identity {

namespace {

constexpr std::chrono::minutes kept_max{1};

}  // namespace

std::shared_ptr<core::principal const> credential_cache::find(core::sha256_digest const& credential,
                                                              core::timestamp now) {
    auto what = state_.with([&](state& all) -> entry {
        if (auto const found = all.young.find(credential); found != all.young.end()) return found->second;
        auto const found = all.old.find(credential);
        if (found == all.old.end()) return {};
        auto out = found->second;
        all.old.erase(found);
        all.put(credential, out);
        return out;
    });
    return what.who && holds(what, now) ? std::move(what.who) : nullptr;
}

void credential_cache::keep(core::sha256_digest const& credential, core::principal who, core::timestamp until,
                            std::uint64_t changes, core::timestamp now) {
    // In this order: a change that comes between the two raises the version that was taken.
    auto const version = watch_.version(who.user_id);
    if (watch_.changes() != changes) return;
    entry what{std::make_shared<core::principal const>(std::move(who)), std::min(until, now + kept_max), version};
    state_.with([&](state& all) { all.put(credential, std::move(what)); });
}

bool credential_cache::holds(entry const& what, core::timestamp now) const {
    return what.until > now && watch_.version(what.who->user_id) == what.version;
}

void credential_cache::state::put(core::sha256_digest const& credential, entry what) {
    if (young.size() >= entries_max) {
        old = std::move(young);
        young = generation();
    }
    young.insert_or_assign(credential, std::move(what));
}

}  // namespace identity
