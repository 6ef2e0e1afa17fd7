#include "api/native/prompts.hpp"

#include "api/acting.hpp"
#include "api/native/prompt_types.hpp"
#include "chat/prompts/prompt_service.hpp"
#include "llm/token_estimate.hpp"

#include <charconv>

namespace api {

namespace {

// The fields that lists and single replies share.
template <class View>
View describe(chat::prompt_view const& from) {
    View out;
    out.id = from.row.id;
    out.name = from.row.name;
    out.description = from.row.description;
    out.version = from.version;
    out.shared = from.row.shared;
    out.shipped = from.shipped;
    out.may = chat::to_string(from.may);
    if (from.shipped) return out;
    if (from.may != chat::prompt_right::own) out.owner = owner_view{from.row.user_id, from.row.owner_name};
    out.created_at = from.row.created_at;
    out.updated_at = from.row.updated_at;
    return out;
}

core::task<> reply_prompt(call& c, int status, core::result<chat::prompt_view> found) {
    if (!found) co_return co_await reply_error(c, found.error());
    auto reply = describe<prompt_reply>(*found);
    reply.newest_version = found->row.version;
    reply.template_ = std::move(found->what);
    co_await reply_with(c, status, reply);
}

// A version in the path; 0, which no prompt has, for what is no number.
std::int64_t version_in(std::string const& text) {
    std::int64_t out = 0;
    auto const* const end = text.data() + text.size();
    auto const [parsed, failed] = std::from_chars(text.data(), end, out);
    return failed == std::errc() && parsed == end ? out : 0;
}

}  // namespace

core::task<core::result<std::optional<std::string>>> chosen_prompt(services& use, core::principal who,
                                                                   std::optional<prompt_choice> from) {
    if (!from) co_return std::optional<std::string>();
    chat::prompt_use what{std::move(from->id), from->version, std::move(from->variables)};
    auto made = co_await use.prompts.render(std::move(who), std::move(what), "/prompt");
    if (!made) co_return made.error();
    co_return std::optional(std::move(made->text));
}

core::task<> list_prompts(call& c) {
    auto const query = query_of<prompt_list_query>(c);
    if (!query) co_return co_await reply_error(c, query.error());
    auto const found = co_await c.use.prompts.list(c.who, query->q, query->limit, query->offset);
    if (!found) co_return co_await reply_error(c, found.error());
    prompt_list_reply reply;
    for (auto const& each : found->items) reply.prompts.push_back(describe<prompt_item>(each));
    for (auto const& each : found->shipped) reply.shipped.push_back(describe<prompt_item>(each));
    reply.pagination = {found->total, query->limit, query->offset,
                        query->offset + std::int64_t(found->items.size()) < found->total};
    co_await reply_with(c, 200, reply);
}

core::task<> post_prompt(call& c) {
    auto body = body_of<create_prompt>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    chat::new_prompt what{std::move(body->name), std::move(body->description), body->shared,
                          std::move(body->template_)};
    co_await reply_prompt(c, 201, co_await c.use.prompts.create(c.who, actor_of(c), std::move(what)));
}

core::task<> get_prompt(call& c) {
    co_await reply_prompt(c, 200, co_await c.use.prompts.get(c.who, c.parameter(0), std::nullopt));
}

core::task<> patch_prompt_by_id(call& c) {
    auto body = body_of<patch_prompt>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    chat::prompt_change change{std::move(body->name), std::move(body->description), body->shared,
                               std::move(body->template_), body->version};
    co_await reply_prompt(c, 200, co_await c.use.prompts.update(c.who, actor_of(c), c.parameter(0), std::move(change)));
}

core::task<> delete_prompt(call& c) {
    auto const removed = co_await c.use.prompts.remove(c.who, actor_of(c), c.parameter(0));
    if (!removed) co_return co_await reply_error(c, removed.error());
    co_await reply_empty(c, 204);
}

core::task<> list_prompt_versions(call& c) {
    auto const found = co_await c.use.prompts.versions(c.who, c.parameter(0));
    if (!found) co_return co_await reply_error(c, found.error());
    prompt_version_list reply;
    for (auto const& each : *found) {
        auto& shown = reply.versions.emplace_back(prompt_version_item{each.version, each.author, {}});
        if (!each.created_by.empty()) shown.created_at = each.created_at;
    }
    co_await reply_with(c, 200, reply);
}

core::task<> get_prompt_version(call& c) {
    co_await reply_prompt(c, 200, co_await c.use.prompts.get(c.who, c.parameter(0), version_in(c.parameter(1))));
}

core::task<> post_prompt_render(call& c) {
    auto body = body_of<render_prompt>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    chat::prompt_use what{c.parameter(0), body->version, std::move(body->variables)};
    auto made = co_await c.use.prompts.render(c.who, std::move(what), "");
    if (!made) co_return co_await reply_error(c, made.error());
    auto const tokens = llm::approximate_tokens(made->text);
    co_await reply_with(c, 200,
                        rendered_prompt_reply{std::move(made->id), made->version, std::move(made->text), tokens});
}

}  // namespace api
