#pragma once

#include "core/clock.hpp"
#include "store/sqlite/connection.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace store {

// One message of a conversation's tree. Append-only: an edit is another message under the same parent.
struct message_row {
    std::string id;
    std::string conversation_id;
    std::string parent_id{};         // empty: the first of its branch
    std::string turn_id{};           // empty: imported
    std::string role;                // system, user, assistant, tool
    std::string content{};
    std::string thinking{};
    std::string attachments = "[]", tool_calls = "[]", sources = "[]", metadata = "{}";   // JSON
    std::int64_t prompt_tokens = 0, token_count = 0;
    std::string model{}, provider{};
    std::string finish_reason{};
    std::optional<std::int64_t> ttft_ms{}, duration_ms{};
    std::optional<std::int64_t> cost_nano_usd{};
    std::string level{};
    std::string error{};             // JSON; empty: none
    core::timestamp created_at{};
    std::string replay{};            // blocks that the provider wants back unchanged, in its own form; mostly empty

    bool operator==(message_row const&) const = default;
};

struct message_page {
    std::vector<message_row> rows;
    std::int64_t total = 0;
};

// A message that has others under the same parent: what a branch switcher shows.
struct message_branches {
    std::string message_id;
    std::vector<std::string> sibling_ids;   // itself among them, oldest first

    bool operator==(message_branches const&) const = default;
};

// A piece of a search hit's text; `matched` pieces are the words that were looked for.
struct snippet_piece {
    std::string text;
    bool matched = false;

    bool operator==(snippet_piece const&) const = default;
};

struct message_hit {
    std::string message_id;
    std::string conversation_id;
    std::string conversation_title;
    std::string role;
    std::vector<snippet_piece> snippet;
    core::timestamp created_at{};
};

namespace messages {

// The text becomes searchable in the same transaction.
void insert(connection& db, message_row const& row);

std::optional<message_row> find(connection& db, std::string const& id, std::string const& owner);

// The branch that ends with `leaf`, from its first message to the leaf; only its last `limit` messages if there are
// more. Empty when the leaf is not in the conversation. The caller has checked who owns the conversation.
std::vector<message_row> path(connection& db, std::string const& conversation_id, std::string const& leaf,
                              std::int64_t limit = 1'000'000);

// The messages of that branch that have siblings, in the order of the branch; most branches have none.
std::vector<message_branches> branches(connection& db, std::string const& conversation_id, std::string const& leaf);

// All messages of all branches, oldest first.
message_page list(connection& db, std::string const& conversation_id, std::int64_t limit, std::int64_t offset);

// The newest leaf of the branches that go through `id`: `id` itself when nothing follows it; empty when it is not in
// the conversation.
std::string latest_leaf(connection& db, std::string const& conversation_id, std::string const& id);

// The newest messages of this owner that contain every word of `text`, the last word also as a prefix. Any text is
// safe; one without a word finds nothing.
std::vector<message_hit> search(connection& db, std::string const& owner, std::string const& text, std::int64_t limit);

std::span<statement const> statements();

}  // namespace messages

}  // namespace store
