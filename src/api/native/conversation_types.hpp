#pragma once

#include "api/native/prompt_use.hpp"
#include "core/described.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace api {

struct conversation_list_query {
    std::int64_t limit = 20;
    std::int64_t offset = 0;
    std::string sort = "updated";
    std::string order = "desc";
    std::string q;
    std::string status;
    std::string tag;
    bool shared = false;
};
BOOST_DESCRIBE_STRUCT(conversation_list_query, (), (limit, offset, sort, order, q, status, tag, shared))
inline auto rules(conversation_list_query const*) {
    using c = conversation_list_query;
    return core::fields(core::range(&c::limit, 1, 100), core::range(&c::offset, 0, 1e12),
                        core::one_of(&c::sort, "updated", "created"), core::one_of(&c::order, "desc", "asc"),
                        core::length(&c::q, 0, 500), core::length(&c::tag, 0, 100),
                        core::one_of(&c::status, "", "active", "paused", "completed", "archived"));
}

struct pagination {
    std::int64_t total = 0;
    std::int64_t limit = 0;
    std::int64_t offset = 0;
    bool has_more = false;
};
BOOST_DESCRIBE_STRUCT(pagination, (), (total, limit, offset, has_more))

// Of the part of a list that a query asked for: of `total` rows it shows so many.
template <class Query>
pagination pagination_of(Query const& asked, std::int64_t total, std::size_t shown) {
    return {total, asked.limit, asked.offset, asked.offset + static_cast<std::int64_t>(shown) < total};
}

// Whose a conversation is, where it is not the caller's own.
struct owner_view {
    std::string id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(owner_view, (), (id, name))

struct conversation_item {
    std::string id;
    std::string title;
    core::timestamp created_at{};
    core::timestamp updated_at{};
    std::int64_t message_count = 0;
    std::string model;
    std::string status;
    bool pinned = false;
    bool archived = false;
    std::optional<std::string> active_turn_id;
    std::string may = "own";
    bool shared = false;
    std::optional<owner_view> owner;
};
BOOST_DESCRIBE_STRUCT(conversation_item, (),
                      (id, title, created_at, updated_at, message_count, model, status, pinned, archived,
                       active_turn_id, may, shared, owner))
inline auto rules(conversation_item const*) {
    using c = conversation_item;
    return core::fields(core::doc(&c::may, "What the caller may do: own, write or read."),
                        core::doc(&c::shared, "Somebody else may read it."),
                        core::doc(&c::owner, "Who shares it, where it is not the caller's own."),
                        core::omit_empty(&c::owner));
}

struct conversation_list_reply {
    std::vector<conversation_item> conversations;
    api::pagination pagination;
};
BOOST_DESCRIBE_STRUCT(conversation_list_reply, (), (conversations, pagination))

struct create_conversation {
    std::optional<std::string> title, provider, model, system_prompt, agent;
    std::optional<boost::json::object> memory, metadata;
    std::optional<std::vector<std::string>> collection_ids;
    std::optional<prompt_choice> prompt;
};
BOOST_DESCRIBE_STRUCT(create_conversation, (),
                      (title, provider, model, system_prompt, agent, memory, metadata, collection_ids, prompt))
inline auto rules(create_conversation const*) {
    using c = create_conversation;
    return core::fields(core::length(&c::title, 1, 200), core::length(&c::provider, 1, 64),
                        core::length(&c::model, 1, 200), core::length(&c::system_prompt, 0, 100'000),
                        core::doc(&c::prompt, "A template for the system prompt, in the place of `system_prompt`."));
}

struct patch_conversation {
    std::optional<std::string> title, provider, model, system_prompt, folder, status;
    std::optional<boost::json::object> metadata;
    std::optional<bool> pinned, archived;
    std::optional<std::vector<std::string>> tags;
    std::optional<prompt_choice> prompt;
};
BOOST_DESCRIBE_STRUCT(patch_conversation, (),
                      (title, provider, model, system_prompt, folder, status, metadata, pinned, archived, tags, prompt))
inline auto rules(patch_conversation const*) {
    using c = patch_conversation;
    return core::fields(core::length(&c::title, 1, 200), core::length(&c::provider, 0, 64),
                        core::length(&c::model, 0, 200), core::length(&c::system_prompt, 0, 100'000),
                        core::length(&c::folder, 0, 100), core::one_of(&c::status, "active", "completed"),
                        core::length(&c::tags, 0, 50), core::item_length(&c::tags, 1, 100));
}

struct conversation_reply {
    std::string id;
    std::string title;
    std::string status;
    std::string provider;
    std::string model;
    std::string system_prompt;
    std::string summary;
    boost::json::value entities = boost::json::array();
    boost::json::value topics = boost::json::array();
    boost::json::value metadata = boost::json::object();
    std::vector<std::string> tags;
    std::string folder;
    bool pinned = false;
    bool archived = false;
    std::int64_t total_input_tokens = 0;
    std::int64_t total_output_tokens = 0;
    std::optional<double> cost_usd;
    std::int64_t message_count = 0;
    std::optional<std::string> head_message_id;
    std::optional<std::string> active_turn_id;
    std::string may = "own";
    bool shared = false;
    std::optional<owner_view> owner;
    core::timestamp created_at{};
    core::timestamp updated_at{};
};
BOOST_DESCRIBE_STRUCT(conversation_reply, (),
                      (id, title, status, provider, model, system_prompt, summary, entities, topics, metadata, tags,
                       folder, pinned, archived, total_input_tokens, total_output_tokens, cost_usd, message_count,
                       head_message_id, active_turn_id, may, shared, owner, created_at, updated_at))
inline auto rules(conversation_reply const*) {
    using c = conversation_reply;
    return core::fields(core::doc(&c::may, "What the caller may do: own, write or read."),
                        core::doc(&c::shared, "Somebody else may read it."),
                        core::doc(&c::owner, "Who shares it, where it is not the caller's own."),
                        core::omit_empty(&c::owner));
}

struct select_head {
    std::string message_id;
};
BOOST_DESCRIBE_STRUCT(select_head, (), (message_id))
inline auto rules(select_head const*) { return core::fields(core::required(&select_head::message_id)); }

struct head_reply {
    std::string head_message_id;
};
BOOST_DESCRIBE_STRUCT(head_reply, (), (head_message_id))

}  // namespace api
