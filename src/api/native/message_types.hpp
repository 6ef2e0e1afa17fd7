#pragma once

#include "core/described.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace api {

struct message_reply {
    std::string id;
    std::optional<std::string> parent_id;
    std::optional<std::string> turn_id;
    std::string role;
    std::string content;
    std::string thinking;
    boost::json::value attachments = boost::json::array();
    boost::json::value tool_calls = boost::json::array();
    std::int64_t token_count = 0;
    std::string model;
    std::string provider;
    std::optional<std::string> finish_reason;
    boost::json::value sources = boost::json::array();
    std::optional<std::int64_t> ttft_ms;
    std::optional<std::int64_t> duration_ms;
    std::optional<double> cost_usd;
    boost::json::value error;
    boost::json::value metadata = boost::json::object();
    core::timestamp timestamp{};
    std::vector<std::string> siblings;   // on a branch: those under the same parent, itself among them; else empty
};
BOOST_DESCRIBE_STRUCT(message_reply, (),
                      (id, parent_id, turn_id, role, content, thinking, attachments, tool_calls, token_count, model,
                       provider, finish_reason, sources, ttft_ms, duration_ms, cost_usd, error, metadata, timestamp,
                       siblings))

struct message_list_query {
    std::int64_t limit = 50;
    std::int64_t offset = 0;
};
BOOST_DESCRIBE_STRUCT(message_list_query, (), (limit, offset))
inline auto rules(message_list_query const*) {
    return core::fields(core::range(&message_list_query::limit, 1, 100),
                        core::range(&message_list_query::offset, 0, 1e12));
}

struct message_list_reply {
    std::vector<message_reply> messages;
    std::int64_t total = 0;
    bool has_more = false;
};
BOOST_DESCRIBE_STRUCT(message_list_reply, (), (messages, total, has_more))

struct branch_query {
    std::string leaf;
    std::string before;
    std::int64_t limit = 200;
};
BOOST_DESCRIBE_STRUCT(branch_query, (), (leaf, before, limit))
inline auto rules(branch_query const*) {
    using q = branch_query;
    return core::fields(core::range(&q::limit, 1, 1000),
                        core::doc(&q::leaf, "The message the branch ends with; the one shown last without it."),
                        core::doc(&q::before, "Only what comes before this message."));
}

struct search_query {
    std::string q;
    std::int64_t limit = 20;
};
BOOST_DESCRIBE_STRUCT(search_query, (), (q, limit))
inline auto rules(search_query const*) {
    return core::fields(core::required(&search_query::q), core::length(&search_query::q, 1, 500),
                        core::range(&search_query::limit, 1, 100));
}

struct search_hit {
    std::string message_id;
    std::string conversation_id;
    std::string title;
    std::string snippet;   // matches stand between U+E000 and U+E001
    std::string role;
    core::timestamp timestamp{};
};
BOOST_DESCRIBE_STRUCT(search_hit, (), (message_id, conversation_id, title, snippet, role, timestamp))

struct search_reply {
    std::vector<search_hit> results;
};
BOOST_DESCRIBE_STRUCT(search_reply, (), (results))

}  // namespace api
