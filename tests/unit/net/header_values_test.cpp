#include "net/accept_encoding.hpp"
#include "net/content_disposition.hpp"
#include "net/http.hpp"

#include <gtest/gtest.h>

namespace {

using net::accepts_coding;
using net::attachment;

TEST(headers, find_and_replace_names_without_case) {
    net::headers fields{{"Accept", "a"}, {"ACCEPT", "b"}, {"Host", "h"}};
    EXPECT_EQ(fields.get("accept"), "a");
    EXPECT_EQ(fields.get("missing", "none"), "none");

    fields.set("accept", "c");

    EXPECT_EQ(fields.get("Accept"), "c");
    EXPECT_EQ(fields.size(), 2u);
}

TEST(accept_encoding, takes_what_is_listed_and_not_forbidden) {
    EXPECT_TRUE(accepts_coding("gzip, deflate, br", "br"));
    EXPECT_TRUE(accepts_coding("GZIP;q=0.5", "gzip"));
    EXPECT_TRUE(accepts_coding("*", "br"));
    EXPECT_FALSE(accepts_coding("*, br;q=0", "br"));
    EXPECT_FALSE(accepts_coding("br; q=0.000", "br"));
    EXPECT_FALSE(accepts_coding("*;q=0", "br"));
    EXPECT_FALSE(accepts_coding("gzipped, xbr", "gzip"));
    EXPECT_FALSE(accepts_coding("", "br"));
}

TEST(content_disposition, names_an_ascii_file_once) {
    EXPECT_EQ(attachment("notes.txt"), "attachment; filename=\"notes.txt\"");
    EXPECT_EQ(attachment(""), "attachment");
}

TEST(content_disposition, keeps_other_names_exactly_in_the_extended_form) {
    EXPECT_EQ(attachment("na\u00efve.txt"), "attachment; filename=\"na__ve.txt\"; filename*=UTF-8''na%C3%AFve.txt");
    EXPECT_EQ(attachment("a\"b\r\nX: y"), "attachment; filename=\"a_b__X: y\"; filename*=UTF-8''a%22b%0D%0AX%3A%20y");
}

TEST(content_disposition, cuts_folders_off) {
    EXPECT_EQ(attachment("../../etc/passwd"), "attachment; filename=\"passwd\"");
    EXPECT_EQ(attachment("..\\x.txt"), "attachment; filename=\"x.txt\"");
}

}  // namespace
