#include "net/static_files.hpp"

#include <gtest/gtest.h>

#include <array>

namespace {

core::embedded_file file(std::string_view name, std::string_view content) {
    return {name, content.data(), content.data() + content.size()};
}

class static_files : public testing::Test {
protected:
    static constexpr std::string_view policy = "default-src 'none'";

    net::response find(std::string_view name, net::headers fields = {}) {
        net::request r;
        r.method = "GET";
        r.fields = std::move(fields);
        return files.find(r, name).value();
    }

    std::array<core::embedded_file, 5> const embedded = {
        file("index.html", "<p>plain"), file("index.html.br", "BROTLI"), file("index.html.gz", "GZIP"),
        file("assets/app-1a2b.js", "let a"), file("assets/app-1a2b.js.br", "JSBR")};
    net::static_files files{embedded, std::string(policy)};
};

TEST_F(static_files, sends_documents_with_the_policy_and_asks_browsers_to_check_again) {
    auto const reply = find("index.html");

    EXPECT_EQ(reply.borrowed, "<p>plain");
    EXPECT_EQ(reply.fields.get("content-type"), "text/html; charset=utf-8");
    EXPECT_EQ(reply.fields.get("content-security-policy"), policy);
    EXPECT_EQ(reply.fields.get("cache-control"), "no-cache");
    EXPECT_EQ(reply.fields.get("vary"), "Accept-Encoding");
}

TEST_F(static_files, lets_hashed_names_be_cached_for_good) {
    auto const reply = find("assets/app-1a2b.js");

    EXPECT_EQ(reply.fields.get("cache-control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(reply.fields.get("content-type"), "text/javascript; charset=utf-8");
    EXPECT_FALSE(reply.fields.find("content-security-policy"));
}

TEST_F(static_files, prefers_brotli_then_gzip_then_plain) {
    EXPECT_EQ(find("index.html", {{"Accept-Encoding", "gzip, br"}}).borrowed, "BROTLI");
    EXPECT_EQ(find("index.html", {{"Accept-Encoding", "gzip"}}).borrowed, "GZIP");
    EXPECT_EQ(find("index.html", {{"Accept-Encoding", "gzip"}}).fields.get("content-encoding"), "gzip");
    EXPECT_EQ(find("assets/app-1a2b.js", {{"Accept-Encoding", "gzip"}}).borrowed, "let a");
}

TEST_F(static_files, answers_304_for_the_tag_of_the_same_bytes_only) {
    auto const tag = std::string(find("index.html").fields.get("etag"));

    auto const same = find("index.html", {{"If-None-Match", "\"other\", W/" + tag}});
    auto const other_coding = find("index.html", {{"If-None-Match", tag}, {"Accept-Encoding", "br"}});

    EXPECT_EQ(same.status, 304);
    EXPECT_TRUE(same.borrowed.empty());
    EXPECT_EQ(same.fields.get("etag"), tag);
    EXPECT_EQ(other_coding.status, 200);
}

TEST_F(static_files, knows_no_other_names_and_serves_no_encoded_file_by_its_own_name) {
    net::request const r;
    EXPECT_FALSE(files.find(r, "missing.html"));
    EXPECT_FALSE(files.find(r, "index.html.br"));
    EXPECT_FALSE(files.find(r, "../index.html"));
}

}  // namespace
