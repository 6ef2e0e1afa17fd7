#include "store/sqlite/connection.hpp"
#include "support/faulty_vfs.hpp"
#include "support/test_application.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <gtest/gtest.h>

#include <sqlite3.h>

#include <iostream>

// M-04: the n-th write of the disk fails, wherever that is: in the journal, in admission, in settlement. Nothing is
// acknowledged that is not stored; what is stored holds together; and once the disk is well again, all goes on.

namespace {

using support::question;
using failure = support::faulty_vfs::failure;
using operation = support::faulty_vfs::operation;

struct disk_row {
    operation what;
    failure how;
    int nth;
};

std::vector<disk_row> disk_rows() {
    std::vector<disk_row> rows;
    for (int nth = 1; nth <= 40; nth += nth < 12 ? 1 : 4) {
        rows.push_back({operation::write, failure::disk_full, nth});
        rows.push_back({operation::write, failure::io_error, nth});
    }
    for (int nth = 1; nth <= 8; ++nth) rows.push_back({operation::sync, failure::io_error, nth});
    return rows;
}

std::string name_of(disk_row const& row) {
    return std::string("M_04_") + (row.what == operation::sync ? "sync" : "write") +
           (row.how == failure::disk_full ? "_full_" : "_broken_") + std::to_string(row.nth);
}

class failing_disk : public testing::TestWithParam<disk_row> {
public:
    static void SetUpTestSuite() { std::cout << disk_rows().size() << " failing disks\n"; }

protected:
    failing_disk() {
        sqlite3_vfs_register(sqlite3_vfs_find(disk.name().c_str()), 1);
    }   // what every database opens with

    support::faulty_vfs disk{7};
};

TEST_P(failing_disk, loses_nothing_that_was_acknowledged) {
    auto const& row = GetParam();
    support::test_application server([](core::settings& s) { s.chat.titles_enabled = false; });
    auto const& client = server.client();
    disk.fail(row.what, std::uint64_t(row.nth), row.how, support::faulty_vfs::duration::once);

    auto const made = client.post("/api/v1/conversations", R"({"title":"a"})");
    auto stream = client.ask(question("hello", "demo:tokens=20,delay_ms=1"));
    std::vector<support::stream_event> events;
    if (stream.status() == 200) events = stream.rest();
    disk.heal();

    EXPECT_TRUE(made.status == 201 || made.status == 503) << made.status;
    EXPECT_TRUE(stream.status() == 200 || stream.status() == 503) << stream.status();
    EXPECT_EQ(client.post("/api/v1/chat", question("again", "demo:tokens=3")).status, 200) << "the disk is well again";
    server.abandon();
    server.start();

    auto const& after = server.client();
    if (made.status == 201) {
        EXPECT_EQ(after.get("/api/v1/conversations/" + made.string("id")).status, 200);
    }
    if (stream.status() == 200) {
        EXPECT_EQ(support::what_is_wrong_with(events), "");
        EXPECT_EQ(after.follow(stream.field("x-turn-id")).rest(), events);
        EXPECT_EQ(after.get("/api/v1/messages/" + stream.field("x-message-id")).string("content"),
                  support::shown_text(events));
    }
    auto const conversations = after.get("/api/v1/conversations").body.at("conversations").as_array();
    EXPECT_EQ(conversations.size(), std::size_t(1 + (made.status == 201) + (stream.status() == 200)))
        << "what was refused is not there";
    for (auto const& each : conversations) EXPECT_TRUE(each.at("active_turn_id").is_null());
}

INSTANTIATE_TEST_SUITE_P(m, failing_disk, testing::ValuesIn(disk_rows()),
                         [](auto const& info) { return name_of(info.param); });

}  // namespace
