#include "core/settings/read_sources.hpp"

#include "core/settings/load.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <unistd.h>

namespace {

namespace fs = std::filesystem;

class read_sources : public testing::Test {
protected:
    fs::path folder_ = fs::path(testing::TempDir()) / ("parlance-sources-" + std::to_string(::getpid()));

    void SetUp() override { fs::create_directories(folder_); }
    void TearDown() override {
        fs::remove_all(folder_);
        for (auto const& name : set_) ::unsetenv(name.c_str());
    }

    std::string file(std::string const& name, std::string const& text) {
        std::ofstream(folder_ / name) << text;
        return (folder_ / name).string();
    }
    void set(std::string const& name, std::string const& value) {
        ::setenv(name.c_str(), value.c_str(), 1);
        set_.push_back(name);
    }

    std::vector<std::string> set_;
};

TEST_F(read_sources, takes_only_names_of_the_table_from_the_environment) {
    set("PARLANCE_APP_PORT", "9000");
    set("SOMETHING_ELSE", "x");

    auto const sources = core::read_settings_sources({}, {.config = "", .env_file = ""});

    ASSERT_TRUE(sources);
    EXPECT_EQ(sources->environment.at("PARLANCE_APP_PORT"), "9000");
    EXPECT_FALSE(sources->environment.contains("SOMETHING_ELSE"));
    EXPECT_FALSE(sources->env_file);
    EXPECT_FALSE(sources->toml_file);
    EXPECT_GE(sources->cores, 1);
}

TEST_F(read_sources, reads_the_files_that_are_named) {
    set("PARLANCE_CONFIG", file("named-by-variable.toml", "port = 9001"));

    auto const sources = core::read_settings_sources({}, {.env_file = file("chosen.env", "HOST=::1")});

    ASSERT_TRUE(sources);
    EXPECT_EQ(sources->env_file->text, "HOST=::1");
    EXPECT_EQ(sources->toml_file->text, "port = 9001");
}

TEST_F(read_sources, stops_at_a_named_file_that_does_not_exist) {
    auto const sources = core::read_settings_sources({}, {.config = (folder_ / "none.toml").string(), .env_file = ""});

    ASSERT_FALSE(sources);
    EXPECT_NE(sources.error().message.find("none.toml does not exist"), std::string::npos);
}

TEST_F(read_sources, reads_the_credentials_of_systemd) {
    file("openai-api-key", "sk-1\n");
    set("CREDENTIALS_DIRECTORY", folder_.string());

    auto const sources = core::read_settings_sources({}, {.config = "", .env_file = ""});

    ASSERT_TRUE(sources);
    EXPECT_EQ(core::load_settings(*sources)->values.models.openai_api_key, "sk-1");
}

}  // namespace
