#pragma once

#include "api/native/prompt_use.hpp"
#include "api/route.hpp"
#include "api/services.hpp"

#include <optional>
#include <string>

namespace api {

// What the template that a request names becomes; nothing where it names none.
core::task<core::result<std::optional<std::string>>> chosen_prompt(services& use, core::principal who,
                                                                   std::optional<prompt_choice> from);

core::task<> list_prompts(call& c);
core::task<> post_prompt(call& c);
core::task<> get_prompt(call& c);
core::task<> patch_prompt_by_id(call& c);
core::task<> delete_prompt(call& c);
core::task<> list_prompt_versions(call& c);
core::task<> get_prompt_version(call& c);
core::task<> post_prompt_render(call& c);

}  // namespace api
