#include "store/repositories/messages.hpp"

#include "repository_test.hpp"

namespace store {
namespace {

using namespace std::chrono_literals;

class messages_test : public repository_test {
protected:
    std::vector<std::string> ids(std::vector<message_row> const& rows) {
        std::vector<std::string> out;
        for (auto const& row : rows) out.push_back(row.id);
        return out;
    }
    std::vector<std::string> found(std::string const& text) {
        std::vector<std::string> out;
        for (auto const& hit : messages::search(db, owner, text, 10)) out.push_back(hit.message_id);
        return out;
    }
    using names = std::vector<std::string>;

    conversation_row const talk = make_conversation("Talk");
};

TEST_F(messages_test, a_row_comes_back_as_it_was_stored) {
    message_row row{.id = core::new_id(now), .conversation_id = talk.id, .role = "assistant"};
    row.parent_id = "parent";
    row.turn_id = "turn";
    row.content = std::string("with \0 inside, and 漢字", 25);
    row.thinking = "hm";
    row.attachments = R"([{"id":1}])";
    row.tool_calls = R"([{"id":2}])";
    row.sources = R"([{"id":3}])";
    row.metadata = R"({"k":"v"})";
    row.prompt_tokens = 12;
    row.token_count = 34;
    row.model = "demo";
    row.provider = "demo";
    row.finish_reason = "stop";
    row.ttft_ms = 5;
    row.duration_ms = 0;
    row.cost_nano_usd = 600;
    row.level = "full";
    row.error = R"({"code":"x"})";
    row.created_at = now;
    row.replay = R"([{"type":"thinking"}])";

    messages::insert(db, row);

    EXPECT_EQ(messages::find(db, row.id, owner), row);
}

TEST_F(messages_test, nobody_but_the_owner_finds_one_and_a_deleted_conversation_hides_it) {
    auto const said = make_message(talk.id, "", "secret");

    EXPECT_FALSE(messages::find(db, said.id, stranger));
    EXPECT_TRUE(messages::search(db, stranger, "secret", 10).empty());
    conversations::soft_delete(db, talk.id, owner, now);
    EXPECT_FALSE(messages::find(db, said.id, owner));
    EXPECT_TRUE(found("secret").empty());
}

TEST_F(messages_test, a_message_needs_its_conversation_and_an_id_of_its_own) {
    EXPECT_THROW(make_message("nowhere", "", "lost"), constraint_violation);
    auto const said = make_message(talk.id, "", "once");
    EXPECT_THROW(messages::insert(db, said), constraint_violation);
}

TEST_F(messages_test, a_path_runs_from_the_root_to_the_leaf_of_one_branch) {
    auto const a = make_message(talk.id, "", "question");
    auto const b = make_message(talk.id, a.id, "answer");
    auto const c = make_message(talk.id, a.id, "another answer");
    auto const d = make_message(talk.id, c.id, "further question");

    EXPECT_EQ(ids(messages::path(db, talk.id, d.id)), (names{a.id, c.id, d.id}));
    EXPECT_EQ(ids(messages::path(db, talk.id, b.id)), (names{a.id, b.id}));
    EXPECT_EQ(ids(messages::path(db, talk.id, d.id, 2)), (names{c.id, d.id}));
    EXPECT_TRUE(messages::path(db, talk.id, "unknown").empty());
    EXPECT_TRUE(messages::path(db, make_conversation().id, d.id).empty());
}

TEST_F(messages_test, branches_name_the_siblings_along_a_path) {
    auto const a = make_message(talk.id, "", "question");
    auto const b = make_message(talk.id, a.id, "answer");
    auto const c = make_message(talk.id, a.id, "another answer");
    auto const d = make_message(talk.id, c.id, "further question");
    auto const edited = make_message(talk.id, "", "edited question");

    std::vector<message_branches> const expected{{a.id, {a.id, edited.id}}, {c.id, {b.id, c.id}}};
    EXPECT_EQ(messages::branches(db, talk.id, d.id), expected);
    EXPECT_TRUE(messages::branches(db, talk.id, "unknown").empty());
}

TEST_F(messages_test, the_latest_leaf_is_the_newest_end_of_the_branches_through_a_message) {
    auto const a = make_message(talk.id, "", "question");
    auto const b = make_message(talk.id, a.id, "answer");
    auto const c = make_message(talk.id, a.id, "another answer");
    auto const d = make_message(talk.id, b.id, "back on the first");

    EXPECT_EQ(messages::latest_leaf(db, talk.id, a.id), d.id);
    EXPECT_EQ(messages::latest_leaf(db, talk.id, c.id), c.id);
    EXPECT_EQ(messages::latest_leaf(db, talk.id, "unknown"), "");
}

TEST_F(messages_test, a_list_shows_all_branches_in_the_order_of_arrival) {
    auto const a = make_message(talk.id, "", "question");
    auto const b = make_message(talk.id, a.id, "answer");
    auto const c = make_message(talk.id, "", "edited question");
    make_message(make_conversation().id, "", "elsewhere");

    auto const page = messages::list(db, talk.id, 2, 1);

    EXPECT_EQ(ids(page.rows), (names{b.id, c.id}));
    EXPECT_EQ(page.total, 3);
}

TEST_F(messages_test, search_finds_all_words_the_last_one_as_a_prefix_newest_first) {
    auto const a = make_message(talk.id, "", "The quick brown fox");
    auto const b = make_message(talk.id, a.id, "A quick browser");

    EXPECT_EQ(found("quick bro"), (names{b.id, a.id}));
    EXPECT_EQ(found("QUICK brown"), (names{a.id}));
    EXPECT_EQ(found("brow quick"), (names{}));
    EXPECT_EQ(found("quick — ’ fox"), (names{a.id}));
    EXPECT_EQ(found("fox —"), (names{a.id}));
    EXPECT_EQ(found("slow"), (names{}));
}

TEST_F(messages_test, a_hit_shows_where_it_matched) {
    auto const a = make_message(talk.id, "", "The Café opens at nine", "assistant");

    auto const hits = messages::search(db, owner, "cafe nine", 10);

    ASSERT_EQ(hits.size(), 1u);
    EXPECT_EQ(hits[0].message_id, a.id);
    EXPECT_EQ(hits[0].conversation_id, talk.id);
    EXPECT_EQ(hits[0].conversation_title, "Talk");
    EXPECT_EQ(hits[0].role, "assistant");
    EXPECT_EQ(hits[0].created_at, a.created_at);
    std::vector<snippet_piece> const expected{{"The ", false}, {"Café", true}, {" opens at ", false}, {"nine", true}};
    EXPECT_EQ(hits[0].snippet, expected);
}

TEST_F(messages_test, no_text_can_break_the_search) {
    auto const a = make_message(talk.id, "", "C++ foo-bar \"quoted\" NEAR content:x 50% it's");

    for (std::string const text : {"foo-bar", "\"quoted\"", "quoted\"", "NEAR", "content:x", "it's", "c++", "50%",
                                   "foo*", "( foo", "foo OR", "NOT foo", "^foo", "{foo}", "foo + bar"})
        EXPECT_EQ(found(text), text == "foo OR" || text == "NOT foo" ? names{} : names{a.id}) << text;
    for (std::string const text : {"", " ", "\"", "***", "—", "’’", "()", "\xff\xfe", "\xe2\x80", "- + *"})
        EXPECT_NO_THROW(found(text)) << text;
    EXPECT_EQ(found(std::string("foo\0bar", 7)), (names{a.id}));
    EXPECT_NO_THROW(found(std::string(1 << 20, 'a')));
    std::string many;
    for (int i = 0; i < 10'000; ++i) many += "word ";
    EXPECT_NO_THROW(found(many));
}

TEST_F(messages_test, ten_thousand_messages_on_one_branch_are_read_along_the_index) {
    db.run_script("BEGIN");
    std::string parent;
    for (int i = 0; i < 10'000; ++i) parent = make_message(talk.id, parent, "message").id;
    db.run_script("COMMIT");

    auto const path = messages::path(db, talk.id, parent);
    ASSERT_EQ(path.size(), 10'000u);
    EXPECT_EQ(path.back().id, parent);
    EXPECT_EQ(path[9'998].id, path.back().parent_id);
    EXPECT_TRUE(messages::branches(db, talk.id, parent).empty());
    EXPECT_EQ(messages::latest_leaf(db, talk.id, path.front().id), parent);
    EXPECT_EQ(messages::list(db, talk.id, 50, 9'990).rows.size(), 10u);
}

}  // namespace
}  // namespace store
