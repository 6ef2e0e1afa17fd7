#pragma once

#include "api/call.hpp"

namespace api {

core::task<> list_tiers(call& c);
core::task<> patch_tier_by_name(call& c);

core::task<> list_budgets(call& c);
core::task<> post_budget(call& c);
core::task<> patch_budget_by_id(call& c);
core::task<> delete_budget(call& c);

}  // namespace api
