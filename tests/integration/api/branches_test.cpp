#include "support/test_application.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <set>

// Messages form a tree: editing and regenerating make branches, and a client chooses which one is shown.

namespace {

namespace json = boost::json;
using support::question;

struct branches : testing::Test {
    support::test_application server;
    support::api_client const& client = server.client();
    support::api_reply const first = client.post("/api/v1/chat", question("hello", "demo:tokens=5"));
    std::string const conversation = first.string("conversation_id");
    std::string const at = "/api/v1/conversations/" + conversation;

    support::api_reply ask(json::object body) const {
        body["conversation_id"] = conversation;
        return client.post("/api/v1/chat", json::serialize(body));
    }
    json::array shown() const { return client.get(at + "/branch").body.at("messages").as_array(); }
};

TEST_F(branches, regenerating_puts_another_answer_beside_the_first) {
    auto const second = ask({{"regenerate", first.string("id")}});

    ASSERT_EQ(second.status, 200) << second.text;
    auto const messages = shown();
    ASSERT_EQ(messages.size(), 2);
    EXPECT_EQ(messages[1].at("id").as_string(), second.string("id"));
    EXPECT_EQ(messages[1].at("siblings"), json::value({first.string("id"), second.string("id")}));
    EXPECT_EQ(client.get(at + "/messages").body.at("total").as_int64(), 3);
}

TEST_F(branches, editing_the_first_question_begins_another_branch) {
    auto const edited = ask({{"message", "another"}, {"parent_id", nullptr}});

    ASSERT_EQ(edited.status, 200) << edited.text;
    auto const messages = shown();
    ASSERT_EQ(messages.size(), 2);
    EXPECT_EQ(messages[0].at("content"), "another");
    EXPECT_EQ(messages[0].at("siblings").as_array().size(), 2);
}

TEST_F(branches, a_question_under_an_older_message_branches_off_there) {
    ask({{"message", "two"}});
    auto const other = ask({{"message", "other two"}, {"parent_id", first.string("id")}});

    ASSERT_EQ(other.status, 200) << other.text;
    auto const messages = shown();
    ASSERT_EQ(messages.size(), 4);
    EXPECT_EQ(messages[2].at("content"), "other two");
    EXPECT_EQ(messages[2].at("siblings").as_array().size(), 2);
}

TEST_F(branches, choosing_a_message_shows_the_newest_branch_through_it) {
    auto const second = ask({{"regenerate", first.string("id")}});
    auto const third = ask({{"message", "on"}});

    auto const back = client.post(at + "/head", R"({"message_id":")" + first.string("id") + R"("})");
    EXPECT_EQ(back.string("head_message_id"), first.string("id"));
    EXPECT_EQ(shown().size(), 2);

    auto const forth = client.post(at + "/head", R"({"message_id":")" + second.string("id") + R"("})");
    EXPECT_EQ(forth.string("head_message_id"), third.string("id"));
    EXPECT_EQ(shown().size(), 4);
}

TEST_F(branches, a_long_branch_is_read_from_its_end_in_pages) {
    ask({{"message", "two"}});
    ask({{"message", "three"}});

    auto const end = client.get(at + "/branch?limit=4");
    auto const& last = end.body.at("messages").as_array();
    ASSERT_EQ(last.size(), 4);
    EXPECT_TRUE(end.body.at("has_more").as_bool());
    auto const before = client.get(at + "/branch?limit=4&before=" + std::string(last[0].at("id").as_string()));
    EXPECT_EQ(before.body.at("messages").as_array().size(), 2);
    EXPECT_FALSE(before.body.at("has_more").as_bool());
}

TEST_F(branches, refuse_messages_that_are_not_of_this_conversation) {
    auto const elsewhere = client.post("/api/v1/chat", question("hello", "demo:tokens=5")).string("id");

    EXPECT_EQ(ask({{"regenerate", elsewhere}}).status, 404);
    EXPECT_EQ(ask({{"message", "x"}, {"parent_id", elsewhere}}).status, 404);
    EXPECT_EQ(client.post(at + "/head", R"({"message_id":")" + elsewhere + R"("})").status, 404);
    EXPECT_EQ(client.get(at + "/branch?leaf=" + elsewhere).status, 404);
    EXPECT_EQ(client.get(at + "/branch?before=" + elsewhere).status, 404);
}

TEST_F(branches, S_07_quick_regenerations_are_turns_of_their_own) {
    std::set<std::string> turns{first.string("turn_id")};
    std::set<std::string> answers{first.string("id")};

    for (int i = 0; i < 5; ++i) {
        auto const again = ask({{"regenerate", first.string("id")}});
        EXPECT_TRUE(turns.insert(again.string("turn_id")).second);
        EXPECT_TRUE(answers.insert(again.string("id")).second);
    }

    EXPECT_EQ(shown().at(1).at("siblings").as_array().size(), 6);
}

}  // namespace
