#pragma once

#include "core/principal.hpp"

namespace store {

// The one organisation and the one user that the first migration inserts.
inline constexpr char const* local_organisation_id = "00000000-0000-7000-8000-000000000001";
inline constexpr char const* local_user_id = "00000000-0000-7000-8000-000000000002";

// Whom requests without a credential act for under AUTH_ANONYMOUS.
inline core::principal local_user() {
    return {.user_id = local_user_id,
            .organisation_id = local_organisation_id,
            .acts_as = core::role::admin,
            .tier = "enterprise"};
}

}  // namespace store
