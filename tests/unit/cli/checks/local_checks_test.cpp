#include "cli/checks/local_checks.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include <unistd.h>

namespace {

namespace fs = std::filesystem;
using cli::verdict;

class local_checks : public testing::Test {
protected:
    fs::path folder_ = fs::path(testing::TempDir()) / ("parlance-checks-" + std::to_string(::getpid()));

    void SetUp() override { fs::create_directories(folder_); }
    void TearDown() override { fs::remove_all(folder_); }

    std::string file(char const* name, std::string const& text) {
        auto const path = folder_ / name;
        std::ofstream(path) << text;
        return path.string();
    }

    // Settings that depend on nothing outside the test.
    cli::configuration isolated(std::string const& env) {
        return {.flags = {{"DATA_DIR", folder_.string()}}, .files = {.config = "", .env_file = file("env", env)}};
    }
};

TEST_F(local_checks, accept_valid_settings) {
    std::optional<core::settings> values;

    auto const found = cli::check_configuration(isolated("APP_NAME=Test"), values);

    ASSERT_TRUE(values);
    EXPECT_EQ(values->app.name, "Test");
    EXPECT_EQ(cli::exit_status(found), cli::exit_done);
}

TEST_F(local_checks, report_each_bad_setting) {
    std::optional<core::settings> values;

    auto const found = cli::check_configuration(isolated("PORT=x\nDATABASE_ECHO=y"), values);

    EXPECT_FALSE(values);
    ASSERT_EQ(found.size(), 2u);
    EXPECT_NE(found[0].detail.find("PORT is \"x\""), std::string::npos);
    EXPECT_EQ(cli::exit_status(found), cli::exit_failed);
}

TEST_F(local_checks, leave_the_data_folder_as_it_was) {
    EXPECT_EQ(cli::check_data_folder(folder_.string()).how, verdict::ok);
    EXPECT_EQ(cli::check_fsync(folder_.string()).how == verdict::failed, false);

    EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(local_checks, accept_a_data_folder_that_can_still_be_made) {
    EXPECT_EQ(cli::check_data_folder((folder_ / "a/b").string()).how, verdict::ok);

    EXPECT_FALSE(fs::exists(folder_ / "a"));
}

TEST_F(local_checks, refuse_a_data_folder_that_is_a_file) {
    EXPECT_EQ(cli::check_data_folder(file("data", "x")).how, verdict::failed);
}

TEST_F(local_checks, refuse_tls_files_that_are_none) {
    core::server_settings server;
    EXPECT_TRUE(cli::check_tls(server).empty());

    server.tls_cert = file("cert.pem", "nonsense");
    server.tls_key = file("key.pem", "nonsense");
    EXPECT_EQ(cli::check_tls(server).at(0).how, verdict::failed);
}

TEST_F(local_checks, find_a_database_that_is_none) {
    core::settings values;
    values.server.data_dir = folder_.string();
    EXPECT_EQ(cli::check_database(values).how, verdict::ok);

    file("parlance.db", std::string(8192, 'x'));
    EXPECT_EQ(cli::check_database(values).how, verdict::failed);
}

}  // namespace
