#pragma once

#include "core/clock.hpp"
#include "core/digest.hpp"
#include "core/guarded.hpp"
#include "core/principal.hpp"
#include "identity/access_watch.hpp"

#include <cstdint>
#include <cstring>
#include <memory>
#include <unordered_map>

namespace identity {

// Remembers whom a credential acts for, under the SHA-256 of the whole of it, so that most requests need neither a
// signature nor the store. What it remembers of a user is void once that user's access changed. Thread-safe.
class credential_cache {
public:
    // `entries_max` in each of two generations: when the younger is full, the older is forgotten.
    explicit credential_cache(access_watch const& watch, std::size_t entries_max = 10'000)
        : watch_(watch), state_(entries_max) {}
    credential_cache(credential_cache const&) = delete;

    // Null where it is not known, or not any more.
    std::shared_ptr<core::principal const> find(core::sha256_digest const& credential, core::timestamp now);

    // The state of things that a look at the store is about to see: take it before looking.
    std::uint64_t changes() const { return watch_.changes(); }

    // Keeps what was found after `changes`, unless somebody's access has changed since. For a minute at most, whatever
    // `until` says: then the store is asked again, which also notes that the credential is in use.
    void keep(core::sha256_digest const& credential, core::principal who, core::timestamp until, std::uint64_t changes,
              core::timestamp now);

private:
    // A digest is as good a hash as any.
    struct first_bytes {
        std::size_t operator()(core::sha256_digest const& digest) const {
            std::size_t out = 0;
            std::memcpy(&out, digest.data(), sizeof out);
            return out;
        }
    };
    struct entry {
        std::shared_ptr<core::principal const> who;
        core::timestamp until;
        std::uint64_t version;  // of the user's access
    };
    using generation = std::unordered_map<core::sha256_digest, entry, first_bytes>;
    struct state {
        explicit state(std::size_t entries) : entries_max(entries) {}

        void put(core::sha256_digest const& credential, entry what);

        std::size_t entries_max;
        generation young{}, old{};
    };

    bool holds(entry const& what, core::timestamp now) const;

    access_watch const& watch_;
    core::guarded<state> state_;
};

}  // namespace identity
