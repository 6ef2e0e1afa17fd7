#include "api/native/conversations.hpp"

#include "api/call.hpp"
#include "api/native/prompts.hpp"
#include "api/native/views.hpp"

#include <boost/json/serialize.hpp>

#include <unordered_map>

namespace api {

namespace {

core::task<> reply_conversation(call& c, int status, core::result<chat::conversation_view> const& view) {
    if (!view) co_return co_await reply_error(c, view.error());
    co_await reply_with(c, status, conversation_view_of(*view));
}

// The system prompt that a request gives, as a text or as a template; nothing where it gives none.
template <class Body>
core::task<core::result<std::optional<std::string>>> system_prompt_of(call& c, Body const& body) {
    if (!body.prompt) co_return body.system_prompt;
    if (body.system_prompt)
        co_return core::error{core::errc::invalid_input,
                              "Give system_prompt or prompt, not both.",
                              {{"/prompt", "stands alone, without system_prompt"}}};
    co_return co_await chosen_prompt(c.use, c.who, body.prompt);
}

core::error not_available(std::string const& field) {
    return {core::errc::invalid_input,
            field + " is not available in this version.",
            {{"/" + field, "is not available in this version"}}};
}

}  // namespace

core::task<> list_conversations(call& c) {
    auto const query = query_of<conversation_list_query>(c);
    if (!query) co_return co_await reply_error(c, query.error());
    store::conversation_query what{.limit = query->limit,
                                   .offset = query->offset,
                                   .text = query->q,
                                   .status = store::parse_conversation_status(query->status),
                                   .tag = query->tag};
    if (query->sort == "created") what.sort = store::conversation_sort::created;
    what.shared = query->shared;
    if (query->order == "asc") what.order = store::sort_order::ascending;
    auto const found = co_await c.use.conversations.list(c.who, std::move(what));
    if (!found) co_return co_await reply_error(c, found.error());

    conversation_list_reply reply;
    for (auto const& each : found->items) reply.conversations.push_back(conversation_item_of(each));
    reply.pagination = pagination_of(*query, found->total, reply.conversations.size());
    co_await reply_with(c, 200, reply);
}

core::task<> post_conversation(call& c) {
    auto const body = body_of<create_conversation>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    if (body->agent) co_return co_await reply_error(c, not_available("agent"));
    if (body->memory) co_return co_await reply_error(c, not_available("memory"));
    if (body->collection_ids && !body->collection_ids->empty())
        co_return co_await reply_error(c, not_available("collection_ids"));
    auto prompt = co_await system_prompt_of(c, *body);
    if (!prompt) co_return co_await reply_error(c, prompt.error());
    chat::new_conversation what{.title = body->title.value_or(""),
                                .provider = body->provider.value_or(""),
                                .model = body->model.value_or(""),
                                .system_prompt = prompt->value_or("")};
    if (body->metadata) what.metadata = boost::json::serialize(*body->metadata);
    co_await reply_conversation(c, 201, co_await c.use.conversations.create(c.who, std::move(what)));
}

core::task<> get_conversation(call& c) {
    co_await reply_conversation(c, 200, co_await c.use.conversations.get(c.who, c.parameter(0)));
}

core::task<> patch_conversation_by_id(call& c) {
    auto const body = body_of<patch_conversation>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    auto prompt = co_await system_prompt_of(c, *body);
    if (!prompt) co_return co_await reply_error(c, prompt.error());
    store::conversation_patch patch{
        .title = body->title, .provider = body->provider, .model = body->model, .system_prompt = std::move(*prompt)};
    if (body->metadata) patch.metadata = boost::json::serialize(*body->metadata);
    patch.folder = body->folder;
    if (body->status) patch.status = store::parse_conversation_status(*body->status);
    patch.pinned = body->pinned;
    patch.archived = body->archived;
    patch.tags = body->tags;
    co_await reply_conversation(c, 200, co_await c.use.conversations.update(c.who, c.parameter(0), std::move(patch)));
}

core::task<> delete_conversation(call& c) {
    co_await reply_done(c, co_await c.use.conversations.remove(c.who, c.parameter(0)));
}

core::task<> restore_conversation(call& c) {
    co_await reply_conversation(c, 200, co_await c.use.conversations.restore(c.who, c.parameter(0)));
}

core::task<> list_messages(call& c) {
    auto const query = query_of<message_list_query>(c);
    if (!query) co_return co_await reply_error(c, query.error());
    auto const page = co_await c.use.conversations.messages(c.who, c.parameter(0), query->limit, query->offset);
    if (!page) co_return co_await reply_error(c, page.error());
    message_list_reply reply;
    for (auto const& row : page->rows) reply.messages.push_back(message_view_of(row));
    reply.total = page->total;
    reply.has_more = query->offset + std::int64_t(page->rows.size()) < page->total;
    co_await reply_with(c, 200, reply);
}

core::task<> get_branch(call& c) {
    auto const query = query_of<branch_query>(c);
    if (!query) co_return co_await reply_error(c, query.error());
    auto const page =
        co_await c.use.conversations.branch(c.who, c.parameter(0), query->leaf, query->before, query->limit);
    if (!page) co_return co_await reply_error(c, page.error());
    std::unordered_map<std::string, std::vector<std::string> const*> siblings;
    for (auto const& each : page->siblings) siblings[each.message_id] = &each.sibling_ids;
    message_list_reply reply;
    for (auto const& row : page->messages) {
        auto& shown = reply.messages.emplace_back(message_view_of(row));
        if (auto const found = siblings.find(row.id); found != siblings.end()) shown.siblings = *found->second;
    }
    reply.total = page->total;
    reply.has_more = page->first > 0;
    co_await reply_with(c, 200, reply);
}

core::task<> post_head(call& c) {
    auto const body = body_of<select_head>(c);
    if (!body) co_return co_await reply_error(c, body.error());
    auto const leaf = co_await c.use.conversations.select_branch(c.who, c.parameter(0), body->message_id);
    if (!leaf) co_return co_await reply_error(c, leaf.error());
    co_await reply_with(c, 200, head_reply{*leaf});
}

core::task<> get_message(call& c) {
    auto const found = co_await c.use.conversations.message(c.who, c.parameter(0));
    if (!found) co_return co_await reply_error(c, found.error());
    co_await reply_with(c, 200, message_view_of(*found));
}

core::task<> search_messages(call& c) {
    auto const query = query_of<search_query>(c);
    if (!query) co_return co_await reply_error(c, query.error());
    auto const hits = co_await c.use.conversations.search(c.who, query->q, query->limit);
    if (!hits) co_return co_await reply_error(c, hits.error());
    search_reply reply;
    for (auto const& each : *hits) reply.results.push_back(search_hit_of(each));
    co_await reply_with(c, 200, reply);
}

}  // namespace api
