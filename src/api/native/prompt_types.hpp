#pragma once

#include "api/native/conversation_types.hpp"
#include "chat/prompts/prompt_template.hpp"
#include "core/described.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace api {

struct prompt_item {
    std::string id, name, description;
    std::int64_t version = 1;
    bool shared = false;
    bool shipped = false;
    std::string may = "own";
    std::optional<owner_view> owner;
    std::optional<core::timestamp> created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(prompt_item, (),
                      (id, name, description, version, shared, shipped, may, owner, created_at, updated_at))
inline auto rules(prompt_item const*) {
    using p = prompt_item;
    return core::fields(core::doc(&p::version, "The newest."), core::doc(&p::shared, "Everybody here may use it."),
                        core::doc(&p::shipped, "It comes with the program."),
                        core::doc(&p::may, "What the caller may do: own, manage or read."),
                        core::doc(&p::owner, "Whose it is, where it is not the caller's own."),
                        core::omit_empty(&p::owner), core::omit_empty(&p::created_at),
                        core::omit_empty(&p::updated_at));
}

struct prompt_reply {
    std::string id, name, description;
    std::int64_t version = 1;
    std::int64_t newest_version = 1;
    bool shared = false;
    bool shipped = false;
    std::string may = "own";
    std::optional<owner_view> owner;
    chat::prompt_template template_;
    std::optional<core::timestamp> created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(prompt_reply, (),
                      (id, name, description, version, newest_version, shared, shipped, may, owner, template_,
                       created_at, updated_at))
inline auto rules(prompt_reply const*) {
    using p = prompt_reply;
    return core::fields(core::doc(&p::version, "Of `template`."), core::omit_empty(&p::owner),
                        core::omit_empty(&p::created_at), core::omit_empty(&p::updated_at));
}

struct prompt_list_query {
    std::int64_t limit = 20;
    std::int64_t offset = 0;
    std::string q;
};
BOOST_DESCRIBE_STRUCT(prompt_list_query, (), (limit, offset, q))
inline auto rules(prompt_list_query const*) {
    using c = prompt_list_query;
    return core::fields(core::range(&c::limit, 1, 100), core::range(&c::offset, 0, 1e12), core::length(&c::q, 0, 100));
}

struct prompt_list_reply {
    std::vector<prompt_item> prompts;
    std::vector<prompt_item> shipped;
    api::pagination pagination;
};
BOOST_DESCRIBE_STRUCT(prompt_list_reply, (), (prompts, shipped, pagination))
inline auto rules(prompt_list_reply const*) {
    return core::fields(core::doc(&prompt_list_reply::shipped,
                                  "Those that come with the program: all, on every page."));
}

struct create_prompt {
    std::string name, description;
    bool shared = false;
    chat::prompt_template template_;
};
BOOST_DESCRIBE_STRUCT(create_prompt, (), (name, description, shared, template_))
inline auto rules(create_prompt const*) {
    using p = create_prompt;
    return core::fields(core::required(&p::name), core::required(&p::template_), core::length(&p::name, 1, 100),
                        core::length(&p::description, 0, 1'000),
                        core::doc(&p::shared, "Everybody in the organisation may use it."));
}

struct patch_prompt {
    std::optional<std::string> name, description;
    std::optional<bool> shared;
    std::optional<chat::prompt_template> template_;
    std::optional<std::int64_t> version;
};
BOOST_DESCRIBE_STRUCT(patch_prompt, (), (name, description, shared, template_, version))
inline auto rules(patch_prompt const*) {
    using p = patch_prompt;
    return core::fields(core::length(&p::name, 1, 100), core::length(&p::description, 0, 1'000),
                        core::range(&p::version, 1, 1e9),
                        core::doc(&p::template_, "The whole of it: becomes the next version, where it differs."),
                        core::doc(&p::version, "The newest version that you know: 409 where there is a newer one."));
}

struct prompt_version_item {
    std::int64_t version = 1;
    std::string author;
    std::optional<core::timestamp> created_at;
};
BOOST_DESCRIBE_STRUCT(prompt_version_item, (), (version, author, created_at))
inline auto rules(prompt_version_item const*) {
    return core::fields(core::omit_empty(&prompt_version_item::created_at));
}

struct prompt_version_list {
    std::vector<prompt_version_item> versions;
};
BOOST_DESCRIBE_STRUCT(prompt_version_list, (), (versions))

struct render_prompt {
    std::optional<std::int64_t> version;
    std::map<std::string, std::string> variables;
};
BOOST_DESCRIBE_STRUCT(render_prompt, (), (version, variables))
inline auto rules(render_prompt const*) {
    using r = render_prompt;
    return core::fields(core::range(&r::version, 1, 1e9), core::length(&r::variables, 0, 50),
                        core::doc(&r::version, "The newest without it."));
}

struct rendered_prompt_reply {
    std::string id;
    std::int64_t version = 1;
    std::string system_prompt;
    std::int64_t tokens = 0;
};
BOOST_DESCRIBE_STRUCT(rendered_prompt_reply, (), (id, version, system_prompt, tokens))
inline auto rules(rendered_prompt_reply const*) {
    return core::fields(core::doc(&rendered_prompt_reply::tokens, "About so many, whatever the model."));
}

}  // namespace api
