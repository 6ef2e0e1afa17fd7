#include "net/sse.hpp"

#include "support/run.hpp"

#include <gtest/gtest.h>

namespace {

std::string event(std::string_view id, std::string_view name, std::string_view data) {
    std::string out;
    net::append_event(out, id, name, data);
    return out;
}

TEST(sse, writes_id_name_and_data_in_order) {
    EXPECT_EQ(event("7", "token", R"({"a":1})"), "id: 7\nevent: token\ndata: {\"a\":1}\n\n");
    EXPECT_EQ(event("", "", ""), "data: \n\n");
}

TEST(sse, gives_each_line_of_the_data_a_data_line_of_its_own) {
    EXPECT_EQ(event("", "", "a\nb"), "data: a\ndata: b\n\n");
    EXPECT_EQ(event("", "", "a\r\nb\rc"), "data: a\ndata: b\ndata: c\n\n");
    EXPECT_EQ(event("", "", "a\n\nb"), "data: a\ndata: \ndata: b\n\n");
    EXPECT_EQ(event("", "", "a\n"), "data: a\ndata: \n\n");
    EXPECT_EQ(event("", "", "\n"), "data: \ndata: \n\n");
    EXPECT_EQ(event("", "", " leading blank"), "data:  leading blank\n\n");
}

TEST(sse, lets_no_payload_forge_an_event) {
    auto const forged = event("1\ndata: x", "token\r\nid: 9", "x\n\ndata: [DONE]\n\n");

    EXPECT_EQ(forged, "id: 1\nevent: token\ndata: x\ndata: \ndata: data: [DONE]\ndata: \ndata: \n\n");
}

TEST(sse, writes_comments_on_one_line) {
    std::string out;
    net::append_comment(out, "still here\ndata: x");
    EXPECT_EQ(out, ": still here\n\n");
}

TEST(sse, tells_proxies_to_pass_the_stream_on_unchanged) {
    auto const head = net::event_stream_head();
    EXPECT_EQ(head.fields.get("content-type"), "text/event-stream");
    EXPECT_EQ(head.fields.get("cache-control"), "no-cache, no-transform");
    EXPECT_EQ(head.fields.get("x-accel-buffering"), "no");
}

class recorded_body final : public net::body_stream {
public:
    explicit recorded_body(std::string& into) : into_(into) {}
    core::task<> write(std::string bytes) override {
        into_ += bytes + "|";
        co_return;
    }
    core::task<> finish(std::string bytes) override {
        into_ += bytes + "end";
        co_return;
    }

private:
    std::string& into_;
};

core::task<> write_everything(std::string& out) {
    net::sse_writer writer(std::make_unique<recorded_body>(out));
    co_await writer.event("1", "start", "{}");
    co_await writer.data("bare");
    co_await writer.comment();
    co_await writer.finish();
}

TEST(sse, sends_each_event_in_one_write) {
    std::string out;

    support::run(write_everything(out));

    EXPECT_EQ(out, "id: 1\nevent: start\ndata: {}\n\n|data: bare\n\n|: \n\n|end");
}

}  // namespace
