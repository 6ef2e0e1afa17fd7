#include "api/dropin/cursor_page.hpp"

#include <gtest/gtest.h>

namespace {

std::vector<std::string> const ids{"a", "b", "c", "d", "e"};

struct asked_page {
    api::cursor_query query;
    std::string shown;
    bool has_more;
};

std::string shown(api::cursor_page const& page) {
    std::string out;
    for (auto const place : page.places) out += ids[place];
    return out;
}

TEST(cursor_page, is_the_part_of_the_list_that_was_asked_for) {
    for (auto const& each : {asked_page{{}, "abc", true},
                             {{.limit = 5}, "abcde", false},
                             {{.limit = 2, .after = "b"}, "cd", true},
                             {{.after_id = "d"}, "e", false},
                             {{.after = "e"}, "", false},
                             {{.limit = 2, .before_id = "d"}, "bc", true},
                             {{.before = "b"}, "a", false},
                             {{.limit = 2, .order = "desc", .after = "d"}, "cb", true},
                             {{.after = "a", .before = "d"}, "bc", false}}) {
        auto const page = api::page_of(ids, each.query, 3);
        ASSERT_TRUE(page) << each.shown;
        EXPECT_EQ(shown(*page), each.shown);
        EXPECT_EQ(page->has_more, each.has_more) << each.shown;
    }
}

TEST(cursor_page, is_refused_behind_what_is_not_in_the_list) {
    auto const page = api::page_of(ids, {.before_id = "x"}, 3);

    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().code, core::errc::invalid_input);
    EXPECT_EQ(page.error().details.at(0).field, "before_id");
}

}  // namespace
