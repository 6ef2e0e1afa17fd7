#include "matrix_rule.hpp"

#include <algorithm>
#include <ostream>

namespace negative {

using api::access;
using api::object;
using store::share;

std::ostream& operator<<(std::ostream& out, outcome what) {
    static constexpr char const* names[] = {"open", "allowed", "unauthorized", "forbidden", "hidden"};
    return out << names[static_cast<int>(what)];
}

namespace {

bool key_may(player const& who, core::scope needed) {
    using enum core::scope;
    auto const named = [&](char const* name) { return std::ranges::find(who.scopes, name) != who.scopes.end(); };
    switch (needed) {
    case open:               return true;
    case person:             return false;
    case core::scope::admin: return named("admin");
    case metrics:            return named("metrics");
    case chat:               return who.scopes.empty() || named("chat");
    case conversations:      return who.scopes.empty() || named("conversations");
    case models:             return who.scopes.empty() || named("models");
    case usage:              return who.scopes.empty() || named("usage");
    }
    return false;
}

outcome found_if(bool theirs) { return theirs ? outcome::allowed : outcome::hidden; }

outcome with_conversation(player const& who, share needed, bool deleted) {
    if (deleted && !who.owns()) return outcome::hidden;
    if (!who.may) return outcome::hidden;
    return *who.may >= needed ? outcome::allowed : outcome::forbidden;
}

}  // namespace

outcome expected(api::route const& row, player const& who, bool names_an_object, bool deleted) {
    if (row.needs == access::anyone) return outcome::open;
    if (who.by == comes_by::nothing || who.suspended) return outcome::unauthorized;
    if (who.by == comes_by::key && !key_may(who, row.key)) return outcome::forbidden;
    if (row.needs == access::auditor && who.role == core::role::user) return outcome::forbidden;
    if (row.needs == access::admin && who.role != core::role::admin) return outcome::forbidden;
    if (row.needs == access::operator_ && who.role != core::role::admin) return outcome::forbidden;
    switch (row.whose) {
    case object::none: return outcome::allowed;
    case object::by_any_name:
        return row.method == api::verb::post && who.may == share::read ? outcome::forbidden : outcome::allowed;
    case object::of_messages:           return outcome::allowed;   // see socket_matrix_test
    case object::callers:               return found_if(!names_an_object || who.owns());
    case object::organisation:          return found_if(!names_an_object || who.same_organisation);
    case object::installation:          return who.same_organisation ? outcome::allowed : outcome::forbidden;
    case object::conversation:
    case object::message:
    case object::turn:                  return with_conversation(who, share::read, deleted);
    case object::writable_conversation:
    case object::writable_turn:         return with_conversation(who, share::write, deleted);
    case object::own_conversation:      return with_conversation(who, share::own, deleted);
    }
    return outcome::hidden;
}

outcome seen(api::route const& row, int status) {
    if (row.needs == access::anyone) return status == 403 ? outcome::forbidden : outcome::open;
    if (status == 401) return outcome::unauthorized;
    if (status == 403) return outcome::forbidden;
    if (status == 404) return outcome::hidden;
    return outcome::allowed;
}

}  // namespace negative
