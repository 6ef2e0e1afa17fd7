#pragma once

#include "core/principal.hpp"
#include "store/repositories/conversation_grants.hpp"
#include "store/sqlite/connection.hpp"
#include "support/api_client.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace negative {

// How a caller comes in.
enum class comes_by : std::uint8_t { nothing, cookie, key };

// One of those who try every route, described by what decides about them.
struct player {
    std::string name;
    comes_by by = comes_by::cookie;
    core::role role = core::role::user;
    std::optional<store::share> may{};     // with the owner's conversation; nothing: it is not theirs at all
    bool by_group = false;                 // the grant is a group's that they are in
    bool same_organisation = true;
    bool suspended = false;
    std::vector<std::string> scopes{};     // of the key
    char const* header = "Authorization";  // that carries it

    bool owns() const { return may == store::share::own; }
};

std::vector<player> const& all_players();

// By the name that paths and bodies of the matrix use: "{conversation}".
using scene_ids = std::map<std::string, std::string>;

// Those that stand for what somebody owns. "{new}" is a name for what is to be made.
inline constexpr std::string_view object_marks[] = {"{conversation}", "{message}", "{turn}", "{companion}",
                                                    "{colleague}",    "{group}",   "{key}",  "{budget}",
                                                    "{session}",      "{prompt}"};

// What one request is about: an owner with one thing of each kind, and a player. Made anew for each case, so that no
// case sees what another changed.
struct scene {
    scene_ids ids;
    support::extra_fields credentials, owners_credentials;
};

// Writes a scene into the database of a running server. `deleted`: the conversation was deleted by its owner.
scene set_scene(store::connection& db, player const& who, bool deleted);

}  // namespace negative
