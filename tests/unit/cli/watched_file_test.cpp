#include "cli/watched_file.hpp"

#include "support/temporary_folder.hpp"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <fstream>

namespace {

TEST(watched_file, is_read_once_for_each_change_also_where_it_makes_no_sense) {
    support::temporary_folder folder;
    auto const path = folder.path() / "routing.toml";
    auto const write = [&](std::string const& text) { std::ofstream(path) << text; };
    boost::asio::io_context io;
    int reads = 0;
    cli::watched_file file(io.get_executor(), path, "routing file", [&]() -> core::result<void> {
        if (++reads == 2) return core::error{core::errc::invalid_input, "line 1"};
        return {};
    });
    write("a");
    file.mark();

    EXPECT_TRUE(file.look_again());
    EXPECT_EQ(reads, 0) << "it is as it was";
    write("ab");
    EXPECT_TRUE(file.look_again());
    write("abc");
    EXPECT_FALSE(file.look_again());
    EXPECT_TRUE(file.look_again()) << "it is told once";
    EXPECT_EQ(reads, 2);
    write("abcd");
    EXPECT_TRUE(file.look_again());
    EXPECT_EQ(reads, 3);
}

}  // namespace
