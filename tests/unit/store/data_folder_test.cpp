#include "store/data_folder.hpp"

#include "store/failure.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include <unistd.h>

namespace store {
namespace {

std::string refusal(std::filesystem::path const& path) {
    try {
        data_folder const folder(path);
    } catch (cannot_open const& e) {
        return e.what();
    }
    return "";
}

TEST(data_folder, is_made_for_its_user_alone) {
    support::temporary_folder parent;
    data_folder const folder(parent.path() / "new" / "data");

    EXPECT_EQ(folder.path(), parent.path() / "new" / "data");
    EXPECT_EQ(std::filesystem::status(folder.path()).permissions(), std::filesystem::perms::owner_all);
}

TEST(data_folder, a_second_server_is_told_which_process_holds_it_and_what_to_do) {
    support::temporary_folder parent;
    auto const path = parent.path() / "data";
    {
        data_folder const first(path);
        auto const message = refusal(path);
        EXPECT_NE(message.find("process " + std::to_string(::getpid())), std::string::npos) << message;
        EXPECT_NE(message.find("DATA_DIR"), std::string::npos) << message;
    }
    EXPECT_EQ(refusal(path), "") << "the lock ends with its holder";
}

TEST(data_folder, a_lock_file_left_by_a_dead_process_does_not_matter) {
    support::temporary_folder parent;
    std::ofstream(parent.path() / "lock") << "999999999\n";

    EXPECT_EQ(refusal(parent.path()), "");
}

TEST(data_folder, what_can_not_be_used_is_refused_with_the_reason) {
    support::temporary_folder parent;
    std::ofstream(parent.path() / "file") << "x";
    std::filesystem::create_directory(parent.path() / "no lock");
    std::filesystem::create_directory(parent.path() / "no lock" / "lock");

    EXPECT_NE(refusal(parent.path() / "file").find("it is no folder"), std::string::npos);
    EXPECT_NE(refusal(parent.path() / "file" / "data").find("Not a directory"), std::string::npos);
    EXPECT_NE(refusal(parent.path() / "no lock").find("its lock file can't be opened"), std::string::npos);
    EXPECT_NE(refusal("/proc/nothing-can-be-made-here").find("can't be made"), std::string::npos);
}

TEST(data_folder, a_folder_without_write_permission_is_refused) {
    if (::geteuid() == 0) GTEST_SKIP() << "root may write anywhere";
    support::temporary_folder parent;
    std::filesystem::permissions(parent.path(),
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    auto const message = refusal(parent.path());
    std::filesystem::permissions(parent.path(), std::filesystem::perms::owner_all);

    EXPECT_NE(message.find("Permission denied"), std::string::npos) << message;
}

}  // namespace
}  // namespace store
