#include "store/repositories/conversations.hpp"

#include "repository_test.hpp"
#include "store/repositories/turns.hpp"

namespace store {
namespace {

using namespace std::chrono_literals;

class conversations_test : public repository_test {
protected:
    std::vector<std::string> titles(conversation_query const& what) {
        std::vector<std::string> out;
        for (auto const& row : conversations::list(db, owner, what).rows) out.push_back(row.title);
        return out;
    }
    using names = std::vector<std::string>;
};

TEST_F(conversations_test, a_row_comes_back_as_it_was_stored) {
    conversation_row row{.id = core::new_id(now), .user_id = owner, .created_at = now, .updated_at = now + 5ms};
    row.title = "Späti “quotes” \n 漢字";
    row.titled = title_source::user;
    row.status = conversation_status::paused;
    row.provider = "demo";
    row.model = "demo:tokens=3";
    row.system_prompt = "Be brief.";
    row.summary = "About shops.";
    row.entities = R"(["Berlin"])";
    row.topics = R"(["shops"])";
    row.metadata = R"({"a":1})";
    row.pinned = row.archived = true;
    row.folder = "Work";
    row.tags = {"a\"b", "ü"};
    row.head_message_id = "head";
    row.message_count = 2;
    row.input_tokens = 3;
    row.output_tokens = std::int64_t(1) << 53;
    row.cost_nano_usd = -1;

    conversations::insert(db, row);

    EXPECT_EQ(conversations::find(db, row.id, owner), row);
}

TEST_F(conversations_test, nobody_but_the_owner_finds_or_changes_one) {
    auto const row = make_conversation("Mine");

    EXPECT_FALSE(conversations::find(db, row.id, stranger));
    EXPECT_FALSE(conversations::update(db, row.id, stranger, {.title = "Theirs"}, now));
    EXPECT_FALSE(conversations::soft_delete(db, row.id, stranger, now));
    EXPECT_EQ(conversations::list(db, stranger, {}).total, 0);
    EXPECT_EQ(conversations::find(db, row.id, owner)->title, "Mine");
}

TEST_F(conversations_test, a_list_is_sorted_paged_and_counted) {
    auto const a = make_conversation("a");
    make_conversation("b");
    make_conversation("c");
    make_conversation("not mine", stranger);
    conversations::update(db, a.id, owner, {}, now + 1s);

    EXPECT_EQ(titles({}), (names{"a", "c", "b"}));
    EXPECT_EQ(titles({.order = sort_order::ascending}), (names{"b", "c", "a"}));
    EXPECT_EQ(titles({.sort = conversation_sort::created}), (names{"c", "b", "a"}));
    EXPECT_EQ(titles({.sort = conversation_sort::created, .order = sort_order::ascending}), (names{"a", "b", "c"}));
    EXPECT_EQ(titles({.limit = 1, .offset = 1}), (names{"c"}));
    EXPECT_EQ(conversations::list(db, owner, {.limit = 1, .offset = 1}).total, 3);
}

TEST_F(conversations_test, a_list_is_filtered_by_status_tag_and_title) {
    auto const plan = make_conversation("Travel plan");
    auto const code = make_conversation("Code review 100%");
    conversations::update(db, plan.id, owner, {.status = conversation_status::completed}, now);
    conversations::update(db, code.id, owner, {.tags = std::vector<std::string>{"work \"x\"", "later"}}, now);

    EXPECT_EQ(titles({.status = conversation_status::completed}), (names{"Travel plan"}));
    EXPECT_EQ(titles({.tag = "work \"x\""}), (names{"Code review 100%"}));
    EXPECT_EQ(titles({.tag = "x"}), (names{}));
    EXPECT_EQ(titles({.text = "avel pl"}), (names{"Travel plan"}));
    EXPECT_EQ(titles({.text = "0%"}), (names{"Code review 100%"}));
    EXPECT_EQ(titles({.text = "%"}), (names{"Code review 100%"})) << "no word to search for";
    EXPECT_EQ(titles({.text = "plan tra"}), (names{"Travel plan"}));
    EXPECT_EQ(titles({.text = "nothing"}), (names{}));
    EXPECT_EQ(conversations::list(db, owner, {.text = "review"}).total, 1);
}

TEST_F(conversations_test, a_title_is_found_whatever_the_case_of_its_alphabet) {
    make_conversation("ПРИВЕТ мир");
    make_conversation("東京の天気");

    EXPECT_EQ(titles({.text = "привет"}), (names{"ПРИВЕТ мир"}));
    EXPECT_EQ(titles({.text = "京の"}), (names{"東京の天気"}));
}

TEST_F(conversations_test, title_search_follows_every_change) {
    auto const row = make_conversation("first");
    conversations::update(db, row.id, owner, {.title = "second"}, now);
    EXPECT_EQ(titles({.text = "first"}), (names{}));
    EXPECT_EQ(titles({.text = "second"}), (names{"second"}));

    conversations::update(db, row.id, owner, {.title = ""}, now);
    EXPECT_EQ(titles({.text = "second"}), (names{}));

    conversations::update(db, row.id, owner, {.title = "third"}, now);
    db.run_script("INSERT INTO title_search (title_search) VALUES ('integrity-check')");
    EXPECT_EQ(titles({.text = "third"}), (names{"third"}));
}

TEST_F(conversations_test, a_patch_changes_only_what_it_names) {
    auto row = make_conversation("Before");
    row.folder = "Home";
    row.pinned = true;
    row.updated_at = now + 9ms;

    ASSERT_TRUE(conversations::update(db, row.id, owner, {.folder = "Home", .pinned = true}, now + 9ms));

    EXPECT_EQ(conversations::find(db, row.id, owner), row);
}

TEST_F(conversations_test, an_automatic_title_never_replaces_another) {
    auto const untitled = make_conversation();
    auto const renamed = make_conversation();
    conversations::update(db, renamed.id, owner, {.title = "By hand"}, now);

    EXPECT_TRUE(conversations::set_automatic_title(db, untitled.id, "Guessed"));
    EXPECT_FALSE(conversations::set_automatic_title(db, untitled.id, "Guessed again"));
    EXPECT_FALSE(conversations::set_automatic_title(db, renamed.id, "Guessed"));

    EXPECT_EQ(conversations::find(db, untitled.id, owner)->title, "Guessed");
    EXPECT_EQ(conversations::find(db, untitled.id, owner)->titled, title_source::automatic);
    EXPECT_EQ(conversations::find(db, renamed.id, owner)->title, "By hand");
}

TEST_F(conversations_test, what_is_deleted_is_hidden_until_it_is_restored) {
    auto const row = make_conversation("Gone");

    ASSERT_TRUE(conversations::soft_delete(db, row.id, owner, now));
    EXPECT_FALSE(conversations::find(db, row.id, owner));
    EXPECT_EQ(conversations::list(db, owner, {}).total, 0);
    EXPECT_FALSE(conversations::update(db, row.id, owner, {.title = "x"}, now));
    EXPECT_FALSE(conversations::soft_delete(db, row.id, owner, now + 1s)) << "the first time stands";

    EXPECT_FALSE(conversations::restore(db, row.id, stranger));
    EXPECT_TRUE(conversations::restore(db, row.id, owner));
    EXPECT_EQ(conversations::find(db, row.id, owner), row);
}

TEST_F(conversations_test, purging_removes_old_deleted_ones_with_messages_turns_and_search_entries) {
    auto const old = make_conversation("Old");
    auto const recent = make_conversation("Recent");
    auto const kept = make_conversation("Kept");
    for (auto const* one : {&old, &recent, &kept}) {
        turns::insert(db, {.id = "turn of " + one->title, .user_id = owner, .created_at = now});
        message_row said{.id = "message of " + one->title, .conversation_id = one->id, .role = "user"};
        said.turn_id = "turn of " + one->title;
        said.content = "common words";
        messages::insert(db, said);
    }
    conversations::soft_delete(db, old.id, owner, now);
    conversations::soft_delete(db, recent.id, owner, now + 2s);

    EXPECT_EQ(conversations::purge(db, now + 1s, 100), 1);
    EXPECT_EQ(conversations::purge(db, now + 1s, 100), 0);

    EXPECT_FALSE(conversations::restore(db, old.id, owner));
    EXPECT_TRUE(conversations::restore(db, recent.id, owner));
    EXPECT_FALSE(turns::find(db, "turn of Old", owner));
    EXPECT_TRUE(turns::find(db, "turn of Kept", owner));
    EXPECT_EQ(messages::list(db, old.id, 10, 0).total, 0);
    EXPECT_EQ(messages::search(db, owner, "common", 10).size(), 2u);
    EXPECT_NO_THROW(db.run_script("INSERT INTO message_search (message_search) VALUES ('integrity-check')"));
}

TEST_F(conversations_test, growth_adds_up_and_an_unknown_cost_stays_unknown) {
    auto const row = make_conversation();

    conversations::touch(db, row.id, {.head_message_id = "m1", .messages = 2, .tokens = {10, 20}}, now + 1s);
    EXPECT_EQ(conversations::find(db, row.id, owner)->cost_nano_usd, std::nullopt);
    conversations::touch(db, row.id, {.head_message_id = "m2", .messages = 1, .tokens = {1, 2}, .cost_nano_usd = 7},
                         now + 2s);

    auto const found = conversations::find(db, row.id, owner);
    EXPECT_EQ(found->head_message_id, "m2");
    EXPECT_EQ(found->message_count, 3);
    EXPECT_EQ(found->input_tokens, 11);
    EXPECT_EQ(found->output_tokens, 22);
    EXPECT_EQ(found->cost_nano_usd, 7);
    EXPECT_EQ(found->updated_at, now + 2s);
}

}  // namespace
}  // namespace store
