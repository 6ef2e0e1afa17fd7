#include "core/settings/reference.hpp"
#include "core/settings/table.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

namespace {

TEST(settings_table, has_every_name_once) {
    std::set<std::string_view> seen;
    for (auto const& row : core::settings_table()) {
        EXPECT_TRUE(seen.insert(row.name).second) << row.name;
        for (auto const& other : row.aliases) EXPECT_TRUE(seen.insert(other.name).second) << other.name;
    }
}

TEST(settings_table, has_every_section_of_its_rows) {
    std::set<std::string_view> sections;
    for (auto const& section : core::settings_sections()) sections.insert(section.name);
    for (auto const& row : core::settings_table()) EXPECT_TRUE(sections.contains(row.section)) << row.name;
}

TEST(settings_table, explains_every_setting_in_a_sentence) {
    for (auto const& row : core::settings_table()) EXPECT_TRUE(row.field.doc.ends_with('.')) << row.name;
}

TEST(settings_table, reaches_every_member_once) {
    std::set<std::size_t> offsets;
    for (auto const& row : core::settings_table()) EXPECT_TRUE(offsets.insert(row.field.offset).second) << row.name;
}

TEST(settings_table, keeps_what_looks_like_a_secret_secret) {
    for (auto const& row : core::settings_table())
        for (auto const* mark : {"_KEY", "PASSWORD", "SECRET", "_DSN", "DATABASE_URL", "REDIS_URL"})
            if (row.name != "TLS_KEY" && row.name.find(mark) != row.name.npos) EXPECT_TRUE(row.is_secret) << row.name;
}

TEST(settings_table, finds_names_and_aliases_in_any_case) {
    EXPECT_EQ(core::find_setting("port")->name, "PORT");
    EXPECT_EQ(core::find_setting("App_Port")->name, "PORT");
    EXPECT_EQ(core::find_setting("nope"), nullptr);
}

// The documents are made from the table; this is what keeps them up to date.
std::string committed(char const* name) {
    std::ifstream file(std::string(PARLANCE_SOURCE_DIR) + "/" + name);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(settings_reference, is_what_is_committed) {
    EXPECT_EQ(committed("docs/configuration.md"), core::settings_reference_markdown())
        << "update it: parlance config reference > docs/configuration.md";
    EXPECT_EQ(committed(".env.example"), core::settings_env_example())
        << "update it: parlance config example > .env.example";
}

}  // namespace
