#pragma once

#include "chat/prompts/prompt_template.hpp"
#include "core/clock.hpp"
#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/task.hpp"
#include "identity/audit/entry.hpp"
#include "store/database.hpp"
#include "store/repositories/prompts.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chat {

// What somebody may do with a template: use it, change it because their organisation shares it and they administrate
// that, or everything because it is theirs.
enum class prompt_right : std::uint8_t { read, manage, own };
char const* to_string(prompt_right may);

// A template with one of its versions. Of one that comes with the program only the id, the texts and `what` say
// anything.
struct prompt_view {
    store::prompt_row row;
    prompt_right may = prompt_right::read;
    bool shipped = false;
    std::int64_t version = 1;      // that `what` is
    prompt_template what{};        // empty in lists
};

struct prompt_list {
    std::vector<prompt_view> items;
    std::int64_t total = 0;
    std::vector<prompt_view> shipped;
};

struct new_prompt {
    std::string name, description;
    bool shared = false;
    prompt_template what;
};

struct prompt_change {
    std::optional<std::string> name, description;
    std::optional<bool> shared;
    std::optional<prompt_template> what;     // becomes the next version, unless it is the newest already
    std::optional<std::int64_t> based_on;    // the newest version that the editor knew
};

// One use of a template.
struct prompt_use {
    std::string id;
    std::optional<std::int64_t> version;   // without: the newest
    prompt_values variables;
};

struct rendered_prompt {
    std::string id;
    std::int64_t version = 1;
    std::string text;
};

// Versioned templates of system prompts: one's own, what others of the organisation share, and what comes with the
// program. Changes of shared ones are written down, for they change what others' models are told. What is not there for
// the caller fails with not_found, whether or not it is there for others; what they may only read, with forbidden.
// Thread-safe.
class prompt_service {
public:
    prompt_service(store::database& db, core::clock const& clock) : db_(db), clock_(clock) {}
    prompt_service(prompt_service const&) = delete;

    core::task<core::result<prompt_list>> list(core::principal who, std::string text, std::int64_t limit,
                                               std::int64_t offset);
    core::task<core::result<prompt_view>> get(core::principal who, std::string id, std::optional<std::int64_t> version);

    // Fails with invalid_input for a template that chat::check refuses, with conflict where the user has too many.
    core::task<core::result<prompt_view>> create(core::principal who, identity::actor by, new_prompt what);

    // Fails with conflict too where `based_on` is not the newest version any more.
    core::task<core::result<prompt_view>> update(core::principal who, identity::actor by, std::string id,
                                                 prompt_change change);
    core::task<core::result<void>> remove(core::principal who, identity::actor by, std::string id);
    core::task<core::result<std::vector<store::prompt_version_row>>> versions(core::principal who, std::string id);

    // What a template becomes. Problems are named below the pointer `at`, as "/prompt".
    core::task<core::result<rendered_prompt>> render(core::principal who, prompt_use use, std::string at);

private:
    store::database& db_;
    core::clock const& clock_;
};

}  // namespace chat
